import type { RepositorySeed } from '../../src/demo/github/world.ts'
import type { World } from '../support/app.ts'
import { fix, newBranch, reviewedPull } from '../support/story.ts'

/** A page as somebody finds it: where it is, and whether one has to be signed in. */
export interface PageKind {
  readonly path: string
  readonly isSignedIn: boolean
}

export const KINDS = [
  'the first page of a stranger',
  'the first page of casey',
  'a repository',
  'a red pull request',
  'a green pull request',
  'a pull request that can’t be read',
  'a pull request without a report',
  'the notice that one has to sign in',
  'what is not there',
] as const

/** A repository whose policy is broken, beside the usual one. */
export const REPOSITORIES: readonly RepositorySeed[] = [
  { name: 'widgets' },
  {
    name: 'broken',
    files: { '.github/countersign.yml': 'approvals: many\nrequirements:\n  fersh: off\n' },
  },
  { name: 'vault', private: true },
]

/** Makes a page of each kind. */
export async function pageKinds(
  world: World,
): Promise<Readonly<Record<(typeof KINDS)[number], PageKind>>> {
  const widgets = world.repository
  const broken = world.github.repository('acme', 'broken')
  const red = await reviewedPull(widgets)
  await fix(widgets, red.branch, 'B1')
  const green = await reviewedPull(widgets)
  await fix(widgets, green.branch, 'B1', 'B2')
  const plain = newBranch()
  await widgets.commit({
    branch: plain,
    message: 'Some work',
    files: { 'a.ts': 'a\n' },
    as: 'casey',
  })
  const without = await widgets.openPull({ head: plain, title: 'Some work', as: 'casey' })
  const unread = await reviewedPull(broken)
  await broken.commit({
    branch: unread.branch,
    message: 'Review it once more',
    files: { 'REVIEW-R2.md': UNREADABLE },
    as: 'robin',
  })
  await broken.comment(unread.number, '/waive B9 for a reason', 'robin')
  await world.quiet()
  const kind = (path: string, isSignedIn = true): PageKind => ({ path, isSignedIn })
  return {
    'the first page of a stranger': kind('/', false),
    'the first page of casey': kind('/'),
    'a repository': kind('/acme/widgets'),
    'a red pull request': kind(`/acme/widgets/pull/${red.number}`),
    'a green pull request': kind(`/acme/widgets/pull/${green.number}`),
    'a pull request that can’t be read': kind(`/acme/broken/pull/${unread.number}`),
    'a pull request without a report': kind(`/acme/widgets/pull/${without}`),
    'the notice that one has to sign in': kind('/acme/vault', false),
    'what is not there': kind('/acme/nothing'),
  }
}

const UNREADABLE = `# Review R2

Verdict: approve

Verdict: blocking

There are two blockers.

## Blockers

1. **It never gives up.** \`src/retry.ts:3\` tries for ever.

## Validation

Reviewer ran:

- \`npm test\` — 31 passed
- \`npm test\` — 35 passed
`
