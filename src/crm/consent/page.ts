/** The page on which a person allows or denies the CRM access to an account. */
import { escapeHtml } from '../../core/values/html.ts'
import { Content } from '../../core/values/http.ts'
import type { World } from '../../core/world/handle.ts'
import { crmUsers } from '../auth/user.ts'
import { accountsOf, type Grant } from '../oauth/grant.ts'
import { providers } from '../oauth/provider.ts'

/** The page cannot be put into a frame, runs no script, and loads nothing. */
export const pageHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
}

const page = (title: string, content: string): Content =>
  new Content(
    'text/html; charset=utf-8',
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 4rem auto; padding: 0 1rem; color: #1c2420; background: #f6f7f5 }
main { background: #fff; border: 1px solid #d5dad6; border-radius: 8px; padding: 1.5rem 2rem }
h1 { font-size: 1.25rem; margin-top: 0 }
button { font: inherit; padding: .5rem 1.5rem; margin-right: .5rem; border-radius: 6px; border: 1px solid #2f6f4f; background: #fff; color: #2f6f4f; cursor: pointer }
button[value=allow] { background: #2f6f4f; color: #fff }
fieldset { border: 0; margin: 0 0 1rem; padding: 0 }
legend { padding: 0 }
label { display: block; margin: .25rem 0 }
input[type=email] { font: inherit; width: 100%; box-sizing: border-box }
p.note { color: #56605a; font-size: .875rem }
</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`,
  )

/** @param query what the page was asked for with; it goes along with the answer */
export function consentPage(world: World, grant: Grant, query: Readonly<Record<string, string>>): Content {
  const { name, scopes } = providers[grant.provider]
  const { tenantSlug = '' } = world.table(crmUsers).get(grant.user) ?? {}
  const choices = accountsOf(world, grant).map(
    (account, index) =>
      `<label><input type="radio" name="account" value="${escapeHtml(account)}"${index === 0 ? ' checked' : ''}> ${escapeHtml(account)}</label>`,
  )
  const hidden = Object.entries(query).map(
    ([key, value]) => `<input type="hidden" name="${escapeHtml(key)}" value="${escapeHtml(value)}">`,
  )
  return page(
    `Connect ${name}`,
    `<h1>${escapeHtml(tenantSlug)} asks for access to your ${name} account</h1>
<p>It would be allowed to use:</p>
<ul>
${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('\n')}
</ul>
<form method="post" action="consent">
${hidden.join('\n')}
<fieldset>
<legend>With this account:</legend>
${choices.join('\n')}
<label>Another one: <input type="email" name="other" autocomplete="off"></label>
</fieldset>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>
<p class="note">This page is simulated by arsim. There is no real ${name} account.</p>`,
  )
}

export const refusalPage = (message: string): Content =>
  page('Cannot go on', `<h1>This cannot go on</h1>\n<p>${escapeHtml(message)}</p>`)
