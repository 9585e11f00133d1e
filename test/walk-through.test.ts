import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { actOut } from '../src/pictures/act-out.ts'
import { type BuiltApp, buildApp } from './support/built-app.ts'

/** `UPDATE_DOCS=1 npm test -- test/walk-through.test.ts` writes what is printed into the pages. */
const UPDATES = process.env.UPDATE_DOCS === '1'

let app: BuiltApp
beforeAll(() => {
  app = buildApp()
}, 120_000)
afterAll(() => app.remove())

/** What there is before the first command of a page that tells no story of its own. */
const BEFORE = `In \`package.json\`:

\`\`\`json
{ "scripts": { "test": "node --test" } }
\`\`\`

In \`src/send.js\`:

\`\`\`js
export async function send(request) {
  for (;;) {
    try {
      return await fetch(request)
    } catch {
      await pause()
    }
  }
}
\`\`\`

In \`.github/countersign.yml\`:

\`\`\`yaml
validation:
  - command: npm test
    by: reviewer
\`\`\`

\`\`\`console
$ git init --quiet --initial-branch=main
$ git config user.name Casey
$ git config user.email casey@example.com
$ git add .
$ git commit --quiet -m "chore: begin"
$ git checkout --quiet -b feat/retry
$ git commit --quiet --allow-empty -m "feat: send again"
\`\`\`

In \`REVIEW.md\`:

\`\`\`markdown
# Review: send again when the server is down

Verdict: blocking

## Blockers

1. **It never gives up.** \`src/send.js:2-8\` tries for ever when the server stays down.
2. **The error is swallowed.** Nobody learns why at \`src/send.js:5\`.
\`\`\`

\`\`\`console
$ git add .
$ git -c user.name=Robin -c user.email=robin@example.com commit --quiet -m "docs(review): hold the retry change"
$ sed --in-place 's/;;/let left = 5; left > 0; left--/' src/send.js
$ git commit --quiet -a -m "fix: stop after five tries" -m "Fixes-Blocker: B1"
\`\`\`

`

test.each([
  ['docs/walk-through.md', ''],
  ['docs/command-line.md', BEFORE],
])('%s: every command prints what the page says', (path, before) => {
  const page = readFileSync(path, 'utf8')
  const acted = actOut(before + page, join(app.dist, 'main.js')).page.slice(before.length)
  if (UPDATES) writeFileSync(path, acted)
  expect(acted).toBe(UPDATES ? acted : page)
})
