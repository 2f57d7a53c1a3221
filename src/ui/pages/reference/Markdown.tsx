import { Code } from '@mantine/core'
import Parsed, { type MarkdownToJSX } from 'markdown-to-jsx'

const heading = { component: 'h3' } as const
const options: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  disableAutoLink: true,
  overrides: { code: { component: Code }, h1: heading, h2: heading, h4: heading },
}

/** What the documents say. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <Parsed className="markdown" options={{ ...options, forceBlock: true, forceWrapper: true }}>
      {text}
    </Parsed>
  )
}

/** The same within a line. */
export function MarkdownLine({ text }: { readonly text: string }) {
  return <Parsed options={{ ...options, forceInline: true, wrapper: 'span' }}>{text}</Parsed>
}
