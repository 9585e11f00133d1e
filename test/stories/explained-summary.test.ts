import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { blocking, CASEY, ROBIN, short, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const POLICY = `
requirements:
  approved: error
  fresh: error
  validated: error
validation: [npm test]
corroborate:
  npm test: CI / test
`

const REVIEW = `${blocking(
  '**Retries never stop.** `src/retry.ts:1` loops for ever.',
  '**The error is swallowed.** `src/retry.ts:3-4`',
  '**The limit is a guess.** `src/limit.ts:2`',
)}
## Validation

- \`npm test\`: 309 passed
`
const retry = (start: string, end: string) => ({
  'src/retry.ts': `${start}\n  await ask()\n${end}\n}\n`,
})
const BEFORE = retry('while (true) {', '  .catch(() => {})')
const LIMIT = { 'src/limit.ts': '// How often?\nexport const limit = 5\n' }

/** The summary with the commits by their names, and without the harness's address. */
function readable(summary: string | null, commits: Readonly<Record<string, string>>) {
  const named = Object.entries(commits).reduce(
    (text, [name, sha]) => text.replaceAll(sha, `{{${name}}}`).replaceAll(short(sha), `{${name}}`),
    summary ?? '',
  )
  return named
    .replaceAll('\u00a0', ' ')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/gu, '')
    .split('\n')
}

/** Work with three blockers; one has a fix, one a commit that may be one, one is waived. */
async function threeBlockers() {
  const work = await workUnder(world().repository, {
    policy: POLICY,
    work: { ...BEFORE, ...LIMIT },
    message: 'Retry when the server is down\n\nTest Plan: npm test (312 passed)',
  })
  const review = await work.report(REVIEW)
  const fix = await work.commit(
    CASEY,
    'Stop after five\n\nFixes-Blocker: B1',
    retry('for (const turn of LIMIT) {', '  .catch(() => {})'),
  )
  const number = await work.pull()
  await world().repository.comment(number, '/waive B3 measured last year | see the wiki', 'robin')
  return { ...work, number, review, fix }
}

it('a red check', async () => {
  const { repository, quiet } = world()
  const { commit, base, work, review, fix } = await threeBlockers()
  const tidy = await commit(
    CASEY,
    'Tidy up',
    retry('for (const turn of LIMIT) {', '  .catch(report)'),
  )
  await repository.workflowJob({ workflow: 'CI', job: 'test', sha: tidy, conclusion: 'failure' })
  await quiet()
  const { conclusion, title, summary } = await repository.waitForCheck(tidy)
  const begin = await repository.branchHead(base)
  const said = readable(summary, { work, review, fix, tidy, begin })
  expect({ conclusion, title }).toEqual({
    conclusion: 'failure',
    title: '2 of 3 blockers settled: B2 is open',
  })
  expect(said).toEqual([
    '**To turn this green**',
    '',
    '- Commit {tidy} touches what it cites. If that fixes it, comment "/fixed B2 {tidy}"; else fix B2 in a commit whose message ends with "Fixes-Blocker: B2".',
    '- Let a reviewer look at the head and commit a report that approves: "Verdict: approve", in a new round.',
    '- Run it on {tidy} and say so, in a report\'s validation section or in the last commit\'s message: "Test Plan: npm test (passed)".',
    '',
    '### Blockers',
    '',
    '|  | Blocker | State | Fix commit | Why |',
    '| --- | --- | --- | --- | --- |',
    '| **B1** | Retries never stop · [`src/retry.ts:1`](/acme/widgets/blob/{{tidy}}/src/retry.ts#L1) | ✅ fixed | [`{fix}`](/acme/widgets/commit/{{fix}}) Stop after five | named by its Fixes-Blocker trailer; in this pull request, after the review {review}, touches src/retry.ts |',
    '| **B2** | The error is swallowed · [`src/retry.ts:3-4`](/acme/widgets/blob/{{tidy}}/src/retry.ts#L3-L4) | ❌ open |  | no commit is linked to it yet |',
    '| **B3** | The limit is a guess · [`src/limit.ts:2`](/acme/widgets/blob/{{tidy}}/src/limit.ts#L2) | ➖ waived |  | waived by robin (2026-01-05): measured last year \\| see the wiki |',
    '',
    '### Reports',
    '',
    '| Report | Round | By | Verdict | Reviewed | Counts |',
    '| --- | --- | --- | --- | --- | --- |',
    '| `REVIEW.md` | 1 | robin | block |  |  |',
    '',
    '### Validation, as reports and commits say',
    '',
    '| Command | By | Outcome | Counts | Of | Seen | Where |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| `npm test` | reviewer | said to pass | 309 passed | older code | not of this code | `REVIEW.md:13` |',
    '| `npm test` | author | said to pass | 312 passed | older code | not of this code | `{work}:3` |',
    '',
    '### Requirements',
    '',
    '|  | Requirement | Looked at | Found | To pass |',
    '| --- | --- | --- | --- | --- |',
    '| ✅ | policy readable | .github/countersign.yml | nothing is wrong with it |  |',
    '| ✅ | facts complete | 4 commits and their files | all of them could be read |  |',
    '| ✅ | reports readable | REVIEW.md | nothing contradicts itself or was left unread |  |',
    '| ❌ | blockers fixed | 3 blockers | B2: no commit is linked to it yet | Commit {tidy} touches what it cites. If that fixes it, comment "/fixed B2 {tidy}"; else fix B2 in a commit whose message ends with "Fixes-Blocker: B2". |',
    '| ✅ | links sound | 1 link | each blocker that is called fixed has a link that holds |  |',
    '| ❌ | approved | REVIEW.md | 0 of 1 approvals; REVIEW.md blocks | Let a reviewer look at the head and commit a report that approves: "Verdict: approve", in a new round. |',
    '| ✅ | fresh | no approval | nothing can be stale |  |',
    '| ✅ | independent | 4 commits | nobody judges their own work |  |',
    '| ❌ | validated | "npm test" by anyone | "npm test": run before the code changed last (REVIEW.md:13) | Run it on {tidy} and say so, in a report\'s validation section or in the last commit\'s message: "Test Plan: npm test (passed)". |',
    '| ✅ | corroborated | 0 claims, 1 check | no check contradicts a claim |  |',
    '',
    'Judged by [`.github/countersign.yml`](/acme/widgets/blob/{{begin}}/.github/countersign.yml).',
  ])
})

it('a green check', async () => {
  const { repository, quiet } = world()
  const { commit, base, work, review, fix } = await threeBlockers()
  const message = 'Hand the error on\n\nFixes-Blocker: B2'
  const other = await commit(
    CASEY,
    message,
    retry('for (const turn of LIMIT) {', '  .catch(report)'),
  )
  const approve = await commit(ROBIN, 'Approve', {
    'REVIEW-R2.md': `# Review R2: the retry change

- Verdict: approve
- Reviewed commit: ${other}

## Validation

- \`npm test\`: 312 passed
`,
  })
  await repository.workflowJob({ workflow: 'CI', job: 'test', sha: approve, conclusion: 'success' })
  await quiet()
  const { conclusion, title, summary } = await repository.waitForCheck(approve)
  const begin = await repository.branchHead(base)
  const commits = { work, review, fix, other, approve, begin }
  const said = readable(summary, commits)
  expect({ conclusion, title }).toEqual({
    conclusion: 'success',
    title: 'All 3 blockers are settled, approved by REVIEW-R2.md',
  })
  expect(said).toEqual([
    '### Blockers',
    '',
    '|  | Blocker | State | Fix commit | Why |',
    '| --- | --- | --- | --- | --- |',
    '| **B1** | Retries never stop · [`src/retry.ts:1`](/acme/widgets/blob/{{approve}}/src/retry.ts#L1) | ✅ verified | [`{fix}`](/acme/widgets/commit/{{fix}}) Stop after five | named by its Fixes-Blocker trailer; in this pull request, after the review {review}, touches src/retry.ts; approved by REVIEW-R2.md |',
    '| **B2** | The error is swallowed · [`src/retry.ts:3-4`](/acme/widgets/blob/{{approve}}/src/retry.ts#L3-L4) | ✅ verified | [`{other}`](/acme/widgets/commit/{{other}}) Hand the error on | named by its Fixes-Blocker trailer; in this pull request, after the review {review}, touches src/retry.ts; approved by REVIEW-R2.md |',
    '| **B3** | The limit is a guess · [`src/limit.ts:2`](/acme/widgets/blob/{{approve}}/src/limit.ts#L2) | ➖ waived |  | waived by robin (2026-01-05): measured last year \\| see the wiki |',
    '',
    '### Reports',
    '',
    '| Report | Round | By | Verdict | Reviewed | Counts |',
    '| --- | --- | --- | --- | --- | --- |',
    '| `REVIEW.md` | 1 | robin | block |  |  |',
    '| `REVIEW-R2.md` | 2 | robin | approve | `{{other}}` | ✅ |',
    '',
    '### Validation, as reports and commits say',
    '',
    '| Command | By | Outcome | Counts | Of | Seen | Where |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| `npm test` | reviewer | said to pass | 309 passed | older code | not of this code | `REVIEW.md:13` |',
    '| `npm test` | reviewer | said to pass | 312 passed | this code | ✅ `CI / test` | `REVIEW-R2.md:8` |',
    '| `npm test` | author | said to pass | 312 passed | older code | not of this code | `{work}:3` |',
    '',
    '### Requirements',
    '',
    '|  | Requirement | Looked at | Found | To pass |',
    '| --- | --- | --- | --- | --- |',
    '| ✅ | policy readable | .github/countersign.yml | nothing is wrong with it |  |',
    '| ✅ | facts complete | 5 commits and their files | all of them could be read |  |',
    '| ✅ | reports readable | REVIEW.md, REVIEW-R2.md | nothing contradicts itself or was left unread |  |',
    '| ✅ | blockers fixed | 3 blockers | each has a commit named for it, or is waived |  |',
    '| ✅ | links sound | 2 links | each blocker that is called fixed has a link that holds |  |',
    '| ✅ | approved | REVIEW.md, REVIEW-R2.md | 1 of 1 approvals |  |',
    '| ✅ | fresh | REVIEW-R2.md against the head {approve} | nothing but reports changed since |  |',
    '| ✅ | independent | REVIEW-R2.md by robin, 5 commits | nobody judges their own work |  |',
    '| ✅ | validated | "npm test" by anyone | "npm test": claimed by REVIEW-R2.md:8 and seen to pass in "CI / test" |  |',
    '| ✅ | corroborated | 1 claim, 1 check | no check contradicts a claim |  |',
    '',
    'Judged by [`.github/countersign.yml`](/acme/widgets/blob/{{begin}}/.github/countersign.yml).',
  ])
})
