/** What Spectral has against a document. */
import spectral from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'

/** Errors of `spectral:oas`. What an example holds is data, whatever its fields are called. */
export async function lint(document) {
  const linter = new spectral.Spectral()
  linter.setRuleset({ extends: [[rulesets.oas, 'recommended']] })
  const found = await linter.run(document)
  const isOfDocument = ({ path }) =>
    !path.some((key, at) => key === 'value' && path[at - 2] === 'examples' && path.length > at + 1)
  return found
    .filter((each) => each.severity === 0 && isOfDocument(each))
    .map(({ code, message, path }) => `${code}: ${message} ${path.join('/')}`)
}
