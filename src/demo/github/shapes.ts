import { z } from 'zod'

/** What we rely on in GitHub's answers; everything else passes through untouched. */
export const anything = z.unknown()

export const listShape = z.array(z.unknown())

const end = z.looseObject({
  ref: z.string(),
  sha: z.string(),
  repo: z.looseObject({ full_name: z.string() }).nullable(),
})

export const pullShape = z.looseObject({
  number: z.number(),
  state: z.string(),
  title: z.string(),
  user: z.looseObject({ login: z.string() }).nullish(),
  head: end,
  base: end,
})
export type Pull = z.infer<typeof pullShape>

const person = z.object({ name: z.string(), email: z.string(), date: z.string() })

export const gitCommitShape = z.looseObject({
  sha: z.string(),
  message: z.string(),
  tree: z.looseObject({ sha: z.string() }),
  parents: z.array(z.looseObject({ sha: z.string() })),
  author: person,
  committer: person,
})
export type GitCommit = z.infer<typeof gitCommitShape>

/** A commit as the commits API shows it. */
export const shownCommitShape = z.looseObject({
  sha: z.string(),
  commit: z.looseObject({ tree: z.looseObject({ sha: z.string() }) }),
  parents: z.array(z.looseObject({ sha: z.string() })),
})

/** A commit of a list of commits. */
export const listedCommitShape = z.looseObject({
  sha: z.string(),
  commit: gitCommitShape.pick({ message: true, tree: true, author: true, committer: true }),
  parents: z.array(z.looseObject({ sha: z.string() })),
})

export const refShape = z.looseObject({ object: z.looseObject({ sha: z.string() }) })

export const idShape = z.looseObject({ id: z.number() })

export const shaShape = z.looseObject({ sha: z.string() })

export const treeShape = z.looseObject({
  tree: z.array(
    z.looseObject({
      path: z.string(),
      mode: z.string(),
      type: z.string(),
      sha: z.string(),
      // Of files only.
      size: z.number().optional(),
    }),
  ),
})

export const blobShape = z.looseObject({ content: z.string() })

export const comparisonShape = z.looseObject({
  total_commits: z.number(),
  merge_base_commit: shaShape,
  commits: z.array(shaShape),
  files: z.array(z.unknown()),
})

export const comparedShape = z.looseObject({ status: z.string() })

export const suiteShape = z.looseObject({
  id: z.number(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
})

export const runShape = z.looseObject({
  id: z.number(),
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  external_id: z.string().nullable(),
  output: z.looseObject({
    title: z.string().nullable(),
    summary: z.string().nullable(),
  }),
  check_suite: z.looseObject({ id: z.number() }).nullable(),
})
export type Run = z.infer<typeof runShape>

export const runListShape = z.looseObject({ check_runs: z.array(runShape) })
