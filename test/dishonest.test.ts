import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import type { Assessment } from '../src/policy/assessment.ts'
import type { Snapshot } from '../src/snapshot/snapshot.ts'
import {
  assessed,
  comment,
  elsewhere,
  feature,
  judged,
  may,
  policy,
  review,
  rewritten,
  type Step,
  short,
  step,
} from './support/history.ts'

const REPORT = `# Review: retries

Verdict: blocking

Reviewed commit: ${short('feature')}

## Blockers

1. **Retries never stop.** \`src/retry.ts:3\` loops for ever.
`

const APPROVAL = '# Review R2: retries\n\nVerdict: approve\n'

const red = review('review', REPORT)
const stop = step('stop', 'fix: stop\n\nFixes-Blocker: B1', { 'src/retry.ts': 'stop' })
const approve = (by: Step['by'] = 'robin', more: Partial<Step> = {}): Step => ({
  ...review('approval', APPROVAL, 'REVIEW-R2.md'),
  by,
  ...more,
})
const claim = (name: string, files: Step['files'] = {}): Step =>
  step(name, 'fix: it\n\nFixes-Blocker: B1', files)
const named = (hash: string, name = 'named'): Step =>
  review(name, REPORT.replace('for ever.', `for ever. Fixed in ${hash}.`))
const strict = (...lines: string[]) => policy(`requirements:\n  ${lines.join('\n  ')}\n`)
const ROLES = { people: [may('robin', 'write'), may('casey', 'write'), may('outsider', 'read')] }
const FORK: Partial<Snapshot> = {
  head: { ref: 'x', sha: 'x', repository: 'outsider/widgets' },
  ...ROLES,
}
const fromFork = (steps: readonly Step[]): Partial<Snapshot> => ({
  ...FORK,
  head: { ref: 'retry', sha: judgedHead(steps), repository: 'outsider/widgets' },
})
const judgedHead = (steps: readonly Step[]): string => short(steps.at(-1)?.name ?? '')

/** What somebody tries, what comes of it, and the words that say so. */
type Way = readonly [way: string, tried: () => Assessment, words: string]

const WAYS: readonly Way[] = [
  [
    'delete the blocker’s paragraph',
    () => assessed([feature, red, review('less', REPORT.replace(/1\. .*\n/u, 'None.\n'))]),
    'B1: removed from REVIEW.md by robin in commit',
  ],
  [
    'delete the report',
    () => assessed([feature, red, step('gone', 'docs: tidy', { 'REVIEW.md': null })]),
    'B1: removed from REVIEW.md by casey in commit',
  ],
  [
    'move the report to where nobody looks for one',
    () =>
      assessed([
        feature,
        red,
        step('moved', 'docs: tidy', { 'REVIEW.md': null, 'notes/old.txt': REPORT }),
      ]),
    'B1: removed from REVIEW.md by casey in commit',
  ],
  [
    'call the blocker a nit',
    () => assessed([feature, red, review('nit', REPORT.replace('## Blockers', '## Nits'))]),
    'B1: removed from REVIEW.md by robin in commit',
  ],
  [
    'put another blocker in its place',
    () =>
      assessed([
        feature,
        red,
        review('other', REPORT.replace('Retries never stop', 'The changelog has a typo')),
        step('typo', 'fix: typo\n\nFixes-Blocker: B2', { 'src/retry.ts': 'typo' }),
      ]),
    'removed from REVIEW.md by robin in commit',
  ],
  [
    'turn the verdict',
    () => assessed([feature, red, review('turned', REPORT.replace('blocking', 'approve'))]),
    'B1: no commit is linked to it yet',
  ],
  [
    'withdraw somebody else’s blocker',
    () =>
      assessed([
        feature,
        red,
        {
          ...review('mine', REPORT.replace('for ever.', 'for ever. Withdrawn: my mistake.')),
          by: 'casey',
        },
      ]),
    'disqualified because commit',
  ],
  [
    'approve in a second round that doesn’t mention it',
    () => assessed([feature, red, approve()]),
    'B1: no commit is linked to it yet',
  ],
  [
    'approve in another report',
    () => assessed([feature, red, review('other', APPROVAL, 'reviews/other.md')]),
    'B1: no commit is linked to it yet',
  ],
  [
    'name a commit that nobody has',
    () =>
      assessed([feature, red, named(short('nobody'))], {
        elsewhere: [elsewhere('nobody', 'nowhere')],
      }),
    'there is no commit',
  ],
  [
    'name another pull request’s commit',
    () =>
      assessed([feature, red, named(short('theirs'))], {
        elsewhere: [elsewhere('theirs', 'repository')],
      }),
    'neither this pull request nor its base contains it',
  ],
  [
    'name a commit from before the review',
    () => assessed([feature, red, named(short('feature'))]),
    'was there before the review that raised it',
  ],
  [
    'name a commit that the base had before the review',
    () =>
      assessed([feature, red, named(short('old'))], {
        elsewhere: [elsewhere('old', 'base', ['main'])],
      }),
    'was there before the review that raised it',
  ],
  [
    'quote another subject beside the hash',
    () =>
      assessed([
        feature,
        red,
        step('some', 'chore: words', { 'src/retry.ts': 'some' }),
        named(`${short('some')} ("fix: stop after five")`),
      ]),
    'is quoted, but commit',
  ],
  ['make an empty commit', () => assessed([feature, red, claim('empty')]), 'changes no file'],
  [
    'commit nothing but the report',
    () => assessed([feature, red, claim('words', { 'REVIEW.md': `${REPORT}\nDone.\n` })]),
    'changes nothing but review reports',
  ],
  [
    'commit white space',
    () => assessed([feature, red, claim('space', { 'src/retry.ts': 'for (;;)  send()\n' })]),
    'changes nothing but white space',
  ],
  [
    'change another file than the one that is cited',
    () => assessed([feature, red, claim('readme', { 'README.md': 'Retries stop now.' })]),
    'touches none of the files that it cites',
  ],
  [
    'let the report cite another file',
    () =>
      assessed([
        feature,
        red,
        { ...review('cited', REPORT.replace('src/retry.ts:3', 'README.md:3')), by: 'casey' },
        claim('readme', { 'README.md': 'Retries stop now.' }),
      ]),
    'touches none of the files that it cites',
  ],
  [
    'take the fix back in git’s words',
    () =>
      assessed([
        feature,
        red,
        { ...stop, name: 'stop' },
        step('back', `Revert "fix: stop"\n\nThis reverts commit ${short('stop')}.`, {
          'src/retry.ts': 'else',
        }),
      ]),
    'was taken back by commit',
  ],
  [
    'take the fix back without a word',
    () =>
      assessed([
        feature,
        red,
        stop,
        step('tidy', 'chore: tidy', { 'src/retry.ts': feature.files['src/retry.ts'] ?? '' }),
      ]),
    'was taken back by commit',
  ],
  [
    'write the trailer where git sees none',
    () =>
      assessed([
        feature,
        red,
        step('quote', 'fix: it\n\nFixes-Blocker: B1\n\nas the review says.', {
          'src/retry.ts': 'quote',
        }),
      ]),
    'B1: no commit is linked to it yet',
  ],
  [
    'quote a trailer in the message',
    () =>
      assessed([
        feature,
        red,
        step('quote', 'fix: it\n\n> Fixes-Blocker: B1', { 'src/retry.ts': 'quote' }),
      ]),
    'B1: no commit is linked to it yet',
  ],
  [
    'date a commit after the review that came before it',
    () => assessed([feature, { ...claim('early', { 'src/retry.ts': 'x' }), at: 900 }, red]),
    'B1: commit',
  ],
  [
    'force-push the report away',
    () => judged(rewritten([feature, red], [feature, step('on', 'feat: on')])),
    'force-pushed away with REVIEW.md',
  ],
  [
    'amend the report and force-push it',
    () =>
      judged(
        rewritten([feature, red], [feature, review('amended', '# Review\n\nVerdict: approve\n')]),
      ),
    'B1: removed from REVIEW.md by robin in commit',
  ],
  [
    'force-push other code after the approval',
    () =>
      judged(
        rewritten(
          [feature, red, stop, approve()],
          [
            feature,
            red,
            { ...stop, name: 'stop-2', files: { 'src/retry.ts': 'worse' } },
            { ...approve(), name: 'approval-2' },
          ],
          strict('fresh: error'),
        ),
      ),
    'REVIEW-R2.md is stale',
  ],
  [
    'push other code after the approval',
    () => assessed([feature, approve(), step('more', 'feat: more')], strict('fresh: error')),
    'REVIEW-R2.md is stale',
  ],
  [
    'approve one’s own work',
    () => assessed([feature, approve('casey')], strict('independent: error')),
    'is by casey, who also wrote commit',
  ],
  [
    'approve in the reviewer’s name',
    () =>
      assessed([feature, approve('robin', { committer: 'casey' })], strict('independent: error')),
    'was made by casey, who wrote code here, in the name of robin',
  ],
  [
    'approve code that one is a co-author of',
    () =>
      assessed(
        [
          { ...feature, message: 'feat: retry\n\nCo-authored-by: Robin <robin@example.com>' },
          approve(),
        ],
        strict('independent: error'),
      ),
    'is by robin, who also wrote commit',
  ],
  [
    'approve without a signature where one is asked for',
    () => assessed([feature, approve()], strict('signed: error')),
    'has no valid signature (unsigned)',
  ],
  [
    'approve without being a reviewer',
    () =>
      assessed(
        [feature, approve('outsider')],
        policy(
          'requirements:\n  approved: error\n  independent: error\nreviewers:\n  people: [robin]\n',
        ),
      ),
    'whom the policy does not list as a reviewer',
  ],
  [
    'approve from a fork',
    () => {
      const steps = [{ ...feature, by: 'outsider' as const }, approve('outsider')]
      return assessed(steps, { ...fromFork(steps), ...strict('independent: error') })
    },
    'who has no write access here',
  ],
  [
    'approve from a fork in the reviewer’s name',
    () => {
      const steps = [{ ...feature, by: 'outsider' as const }, approve('robin')]
      return assessed(steps, { ...fromFork(steps), ...strict('independent: error') })
    },
    'comes from a fork and has no valid signature',
  ],
  [
    'call it fixed from a fork',
    () => {
      const steps = [feature, red, { ...stop, by: 'outsider' as const }]
      return assessed(steps, fromFork(steps))
    },
    'who has no write access here',
  ],
  [
    'change the policy in the same pull request',
    () =>
      assessed([feature, red], {
        proposedPolicy: { text: 'requirements:\n  blockers-fixed: off\n' },
      }),
    'B1: no commit is linked to it yet',
  ],
  [
    'break the policy file',
    () => assessed([feature], policy('requirments:\n  blockers-fixed: off\n')),
    '.github/countersign.yml:1',
  ],
  [
    'decide without the right to',
    () =>
      assessed([feature, red], {
        comments: [comment('/waive B1 it is late', 'outsider', 30)],
        ...ROLES,
      }),
    'outsider may not decide on blockers here (role: read)',
  ],
  [
    'edit a decision into an old comment',
    () =>
      assessed([feature, red], {
        comments: [comment('/waive B1 it is late', 'robin', 30, { edited: true })],
        ...ROLES,
      }),
    'the comment was edited',
  ],
  [
    'hide a decision in code or a quotation',
    () =>
      assessed([feature, red], {
        comments: [comment('```\n/waive B1 late\n```\n\n> /waive B1 late', 'robin', 30)],
        ...ROLES,
      }),
    'B1: no commit is linked to it yet',
  ],
  [
    'waive without a reason',
    () => assessed([feature, red], { comments: [comment('/waive B1', 'robin', 30)], ...ROLES }),
    'gives no reason',
  ],
  [
    'defer to an issue that is closed',
    () =>
      assessed([feature, red], {
        comments: [comment('/defer B1 #12', 'robin', 30)],
        issues: [{ number: 12, state: 'closed', isPull: false, title: 'Never' }],
        ...ROLES,
      }),
    'issue #12 is closed',
  ],
  [
    'write the verdict in letters that only look alike',
    () => assessed([feature, review('alike', '# Review\n\nVerdict: \u0430pprove\n')]),
    'is no verdict that could be read',
  ],
  [
    'write two verdicts',
    () =>
      assessed([
        feature,
        review('two', '# Review\n\nVerdict: approve\n\n## Again\n\nVerdict: blocking\n'),
      ]),
    'contradict',
  ],
  [
    'announce more blockers than are listed as fixed',
    () =>
      assessed([
        feature,
        red,
        stop,
        review(
          'count',
          `# Review R2\n\nVerdict: approve\n\nCommit ${short('stop')} addresses the two prior blocking issues.\n`,
          'REVIEW-R2.md',
        ),
      ]),
    'calls 2 earlier blockers resolved',
  ],
  [
    'hand in more than anybody can read',
    () => assessed([feature, review('long', `${REPORT}${'word '.repeat(120_000)}`)]),
    'of it was read',
  ],
  [
    'claim that tests pass which CI saw fail',
    () => claimed({ name: 'CI / test', conclusion: 'failure', url: null }),
    'but "CI / test" ended with failure',
  ],
  [
    'let the check be skipped',
    () => claimed({ name: 'CI / test', conclusion: 'skipped', url: null }),
    'but "CI / test" ended with skipped',
  ],
  ['claim it where no check ever ran', () => claimed(null), '"CI / test" has not run on this head'],
  [
    'go on claiming a run of older code',
    () =>
      assessed(
        [feature, review('ran', RAN), step('more', 'feat: more'), review('again', `${RAN}\nOn.\n`)],
        policy(`${VALIDATED}`),
      ),
    'run before the code changed last',
  ],
  [
    'hide something where it can’t be read',
    () => assessed([feature, red, stop], { gaps: ['only the newest 3000 commits could be read'] }),
    'only the newest 3000 commits',
  ],
]

const RAN =
  '# Review\n\nVerdict: approve\n\n## Validation\n\nReviewer ran:\n\n- `npm test` — passed\n'
const VALIDATED = 'requirements:\n  validated: error\nvalidation:\n  - npm test\n'

function claimed(check: Snapshot['checks'][number] | null): Assessment {
  return assessed([feature, review('ran', RAN)], {
    ...policy(`${VALIDATED}corroborate:\n  npm test: CI / test\n`),
    checks: check === null ? [] : [check],
  })
}

/** Everything that a reader of the check is told. */
const toldBy = ({ title, requirements, ledger }: Assessment): string =>
  [
    title,
    ...requirements.map(({ found }) => found),
    ...ledger.blockers.map(({ name, why }) => `${name}: ${why}`),
    ...ledger.diagnostics.map(({ message }) => message),
    ...ledger.heard.flatMap(({ problems }) => problems.map(({ message }) => message)),
  ].join('\n')

describe('no green check by trying to', () => {
  test.each(WAYS)('%s', (_, tried, words) => {
    const assessment = tried()
    expect(toldBy(assessment)).toContain(words)
    expect(assessment.conclusion).toBe('failure')
  })
})

test('docs/security.md lists every one of them', () => {
  const page = readFileSync('docs/security.md', 'utf8')
  const listed = [...page.matchAll(/^\| (?<way>[^|]+) \| [^|]+ \|$/gmu)].map(
    ({ groups }) => groups?.way ?? '',
  )
  expect(listed).toEqual(expect.arrayContaining(WAYS.map(([way]) => way)))
})
