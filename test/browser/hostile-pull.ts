import type { Repository } from '../../src/demo/github/repository.ts'

const HIT = 'window.__hit=1'
/** Turns the text behind it around, where it isn't taken out. */
export const OVERRIDE = '\u202e'

/** Every way that we know to make markup of a text. Nothing of it may be more than text. */
export const NASTY = [
  `<script>${HIT}</script>`,
  `<img src=x onerror=${HIT}>`,
  `<svg onload=${HIT}><script>${HIT}</script></svg>`,
  `"'><iframe src="javascript:${HIT}"></iframe>`,
  `<form action=https://evil.example/><button>Sign in</button></form>`,
  `![picture](https://evil.example/x.png)`,
  `[link](javascript:${HIT})`,
  `<a href="javascript:${HIT}">link</a>`,
  '@everyone @robin #1 https://evil.example/x',
  `${OVERRIDE}desrever`,
].join(' ')

const LONG = 'W'.repeat(10_000)

/** Names of files that git and GitHub take as they are. */
const FILE = `src/<img src=x onerror=${HIT}>.ts`

const report = (sha: string): string => `# Review ${NASTY}

Verdict: blocking

Reviewed commit: ${sha}

## Blockers

1. **Never ${NASTY}** \`${FILE}:1\` loops. ${NASTY}
2. ${LONG}
3. Both ${NASTY} are here. \`src/a.ts:1\`

   <details><summary>${NASTY}</summary><table><tr><td>${NASTY}</td></tr></table></details>

## Validation

Reviewer ran:

- \`npm test ${NASTY.replaceAll('`', '')}\` — 31 passed
`

/** A pull request in which everybody writes such things; its number. */
export async function hostilePull(repository: Repository): Promise<number> {
  const branch = `x<img/src=x/onerror=${HIT}>`
  const eve = { name: `Eve ${NASTY}`, email: 'eve@example.com' }
  const files = { [FILE]: 'for (;;) {}\n', 'src/a.ts': 'a\n' }
  const work = await repository.commit({ branch, message: `Work ${NASTY}`, files, author: eve })
  await repository.commit({
    branch,
    message: `Review ${NASTY}`,
    files: { 'REVIEW.md': report(work) },
    author: eve,
  })
  await repository.commit({
    branch,
    message: `Fix ${NASTY}\n\nFixes-Blocker: B1\nFixes-Blocker: ${NASTY}`,
    files: { [FILE]: 'for (const _ of []) {}\n' },
    author: eve,
  })
  const number = await repository.openPull({ head: branch, title: `Title ${NASTY}`, as: 'casey' })
  await repository.comment(number, `/waive B3 ${NASTY}`, 'robin')
  await repository.comment(number, `/fixed B9 ${NASTY}`, 'robin')
  return number
}
