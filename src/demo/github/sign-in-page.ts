import { html } from 'hono/html'
import type { Reply } from './front.ts'
import { page } from './web-page.ts'
import { USERS, type User } from './world.ts'

/** A button for each user; pressing it sends his login with these fields. */
export const signInPage = (
  action: string,
  why: string,
  fields: Readonly<Record<string, string>>,
): Promise<Reply> =>
  page(
    200,
    'Sign in to GitHub',
    html`<h1>Sign in to GitHub</h1>
<p>${why}</p>
${USERS.map(
  (login) => html`<form class="user-form" method="post" action="${action}">
${Object.entries({ ...fields, login }).map(
  ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
)}
<button type="submit" class="user-btn"><span class="user-login">${login}</span></button> ${MAY[login]}
</form>
`,
)}`,
  )

const MAY: Readonly<Record<User, string>> = {
  maintainer: 'owns everything',
  casey: 'writes code, and may push',
  robin: 'reviews, and may push',
  outsider: 'reads what is public',
}
