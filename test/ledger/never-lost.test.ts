import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Assessment } from '../../src/policy/assessment.ts'
import type { Comment } from '../../src/snapshot/snapshot.ts'
import {
  comment,
  feature,
  judged,
  type Login,
  may,
  rewrittenOften,
  type Step,
  short,
} from '../support/history.ts'

/** Faults of which no title is like another. */
const FAULTS = [
  'Retries never stop',
  'Errors vanish',
  'Sockets leak',
  'Uploads hang',
  'Keys expire',
]

type Action =
  | {
      readonly kind: 'report'
      readonly listed: readonly Listed[]
      readonly by: Login
      readonly path: string
      readonly approve: boolean
    }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'code'; readonly fixes: readonly number[]; readonly by: Login }
  | { readonly kind: 'force-push'; readonly back: number }
  | {
      readonly kind: 'comment'
      readonly body: string
      readonly by: Login
      readonly edited: boolean
    }

interface Listed {
  readonly fault: number
  readonly as: 'open' | 'fixed' | 'withdrawn' | 'P1'
}

const login = fc.constantFrom<Login>('casey', 'robin', 'outsider')
const path = fc.constantFrom('REVIEW.md', 'reviews/other.md', 'REVIEW-R2.md')
const fault = fc.nat(FAULTS.length - 1)
const listed = fc.uniqueArray(
  fc.record({
    fault,
    as: fc.constantFrom<Listed['as']>('open', 'open', 'fixed', 'withdrawn', 'P1'),
  }),
  { selector: (one) => one.fault, maxLength: 4 },
)
const command = fc.oneof(
  fault.map((number) => `/waive B${number + 1} it is rare`),
  fault.map((number) => `/defer B${number + 1} #12`),
  fault.map((number) => `/reopen B${number + 1}`),
  fc.tuple(fault, fc.nat(9)).map(([number, at]) => `/fixed B${number + 1} ${short(`c${at}`)}`),
)

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('report' as const),
    listed,
    by: login,
    path,
    approve: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('delete' as const), path }),
  fc.record({ kind: fc.constant('code' as const), fixes: fc.uniqueArray(fault), by: login }),
  fc.record({ kind: fc.constant('force-push' as const), back: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('comment' as const),
    body: command,
    by: login,
    edited: fc.boolean(),
  }),
)

/** A pull request as it grows: every head that there was, and what was said. */
interface Story {
  readonly heads: readonly (readonly Step[])[]
  readonly comments: readonly Comment[]
}

const BEGINNING: Story = { heads: [[feature]], comments: [] }

function after(story: Story, what: Action, index: number): Story {
  const head = story.heads.at(-1) ?? []
  const push = (step: Omit<Step, 'name' | 'at'>): Story => {
    const grown = [...head, { ...step, name: `c${index}`, at: index + 1 }]
    return { ...story, heads: [...story.heads.slice(0, -1), grown] }
  }
  switch (what.kind) {
    case 'report':
      return push({
        files: { [what.path]: textOf(what, index) },
        message: 'docs: review',
        by: what.by,
      })
    case 'delete':
      return push({ files: { [what.path]: null }, message: 'docs: tidy' })
    case 'code': {
      const trailer = what.fixes.map((number) => `B${number + 1}`).join(', ')
      const message = trailer === '' ? 'fix: it' : `fix: it\n\nFixes-Blocker: ${trailer}`
      return push({ files: { 'src/retry.ts': `${index}` }, message, by: what.by })
    }
    case 'force-push': {
      const kept = head.slice(0, Math.max(1, head.length - what.back))
      const next = { files: { 'src/retry.ts': `again ${index}` }, message: 'fix: again' }
      const grown = [...kept, { ...next, name: `c${index}`, at: index + 1 }]
      return { ...story, heads: [...story.heads, grown] }
    }
    case 'comment': {
      const said = comment(what.body, what.by, index + 1, { edited: what.edited })
      return { ...story, comments: [...story.comments, said] }
    }
  }
}

const textOf = ({ listed: items, approve }: Extract<Action, { kind: 'report' }>, index: number) =>
  [
    '# Review',
    '',
    `Verdict: ${approve ? 'approve' : 'blocking'}`,
    '',
    '## Blockers',
    '',
    ...items.map(({ fault: number, as }, place) => {
      const said = {
        open: '',
        fixed: ` Fixed in ${short(`c${index - 1}`)}.`,
        withdrawn: ' Withdrawn: my mistake.',
        P1: '',
      }
      return `${place + 1}. **B${number + 1}** ${as === 'P1' ? '[P1] ' : ''}${FAULTS[number]}.${said[as]}`
    }),
    '',
  ].join('\n')

const assessmentOf = ({ heads, comments }: Story): Assessment =>
  judged(
    rewrittenOften(heads, {
      comments,
      people: [may('casey', 'write'), may('robin', 'write'), may('outsider', 'read')],
      issues: [{ number: 12, state: 'open', isPull: false, title: 'Later' }],
    }),
  )

const idsOf = ({ ledger }: Assessment): readonly string[] =>
  ledger.blockers.map(({ title, raisedIn }) => `${title} ${raisedIn}`)

it('no blocker ever leaves the ledger, whatever is committed, rewritten or said', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 2, maxLength: 12 }), (actions) => {
      let story = BEGINNING
      let before: readonly string[] = []
      for (const [index, what] of actions.entries()) {
        story = after(story, what, index)
        const ids = idsOf(assessmentOf(story))
        const titles = ids.map((id) => id.slice(0, -41))
        for (const id of before) expect(titles).toContain(id.slice(0, -41))
        expect(ids.length).toBeGreaterThanOrEqual(
          new Set(before.map((id) => id.slice(0, -41))).size,
        )
        before = ids
      }
    }),
    { numRuns: 300 },
  )
})

it('a green check has no open blocker, and each closed one has its reason', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 2, maxLength: 12 }), (actions) => {
      const story = actions.reduce(after, BEGINNING)
      const { conclusion, ledger } = assessmentOf(story)
      const mayDecide = new Set(['casey', 'robin'])
      for (const { state, links, decisions } of ledger.blockers) {
        if (state === 'fixed' || state === 'verified') {
          expect(links.some(({ problems, commit }) => problems.length === 0 && commit)).toBe(true)
        }
        if (state === 'waived' || state === 'deferred') {
          const counting = decisions.filter(({ problem }) => problem === null)
          expect(mayDecide.has(counting.at(-1)?.by ?? '')).toBe(true)
        }
        if (state === 'open') expect(conclusion).toBe('failure')
      }
    }),
    { numRuns: 300 },
  )
})

it('the same facts give the same assessment, byte for byte', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 12 }), (actions) => {
      const story = actions.reduce(after, BEGINNING)
      expect(JSON.stringify(assessmentOf(story))).toBe(JSON.stringify(assessmentOf(story)))
    }),
    { numRuns: 50 },
  )
})
