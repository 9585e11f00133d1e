import { z } from 'zod'
import type { Client } from './client.ts'
import { type Dates, datedIssue, issueKey } from './dates.ts'
import { branchHead } from './git-objects.ts'
import type { Nodes } from './nodes.ts'
import type { Person } from './people.ts'
import { type Pull, pullShape } from './shapes.ts'

export interface Movement {
  readonly pull: Pull
  readonly before: string
  readonly after: string
}

export interface Merge {
  readonly sha: string
  readonly at: string
  readonly by: Person | null
}

/** Pull requests as GitHub shows them: an open one follows its branches, a closed one stands still. */
export interface LivePulls {
  readonly show: (pull: Pull) => Promise<Pull>
  readonly get: (repository: string, number: number) => Promise<Pull>
  /** The open ones of that base repository. */
  readonly open: (repository: string) => Promise<readonly Pull[]>
  /** Those whose head moved since the last call. */
  readonly moved: (repository: string) => Promise<readonly Movement[]>
  /** Takes the present head for known, so that it doesn't count as moved. */
  readonly remember: (pull: Pull) => void
  /** From now on it counts as merged; it is closed at the emulator, which would merge it in its own way. */
  readonly merge: (pull: Pull, merge: Merge) => void
}

export function livePulls(client: Client, dates: Dates, nodes: Nodes): LivePulls {
  const heads = new Map<string, string>()
  const merges = new Map<string, Merge>()
  const key = (pull: Pull) => issueKey(pull.base.repo?.full_name ?? '', pull.number)

  const show: LivePulls['show'] = async (pull) => {
    const repository = pull.base.repo?.full_name ?? ''
    const { number } = pull
    nodes.put(pull.node_id, { kind: 'PullRequest', repository, number, id: Number(pull.id) })
    const dated = datedIssue(dates, repository, pull)
    const merge = merges.get(key(pull))
    return placed(merge === undefined ? dated : merged(dated, merge))
  }

  const placed = async (pull: Pull): Promise<Pull> => {
    const known = heads.get(key(pull)) ?? pull.head.sha
    if (pull.state !== 'open') return withEnds(pull, known, pull.base.sha)
    const [head, base] = await Promise.all([tip(client, pull.head), tip(client, pull.base)])
    return withEnds(pull, head ?? known, base ?? pull.base.sha)
  }

  const listed = async (repository: string) => {
    const path = `/repos/${repository}/pulls?state=open&per_page=100`
    return client.get(z.array(pullShape), path)
  }

  return {
    show,
    get: async (repository, number) =>
      show(await client.get(pullShape, `/repos/${repository}/pulls/${number}`)),
    open: async (repository) => Promise.all((await listed(repository)).map(show)),
    moved: async (repository) => {
      const movements: Movement[] = []
      for (const pull of await listed(repository)) {
        const now = await show(pull)
        const before = heads.get(key(pull)) ?? pull.head.sha
        heads.set(key(pull), now.head.sha)
        if (before !== now.head.sha) movements.push({ pull: now, before, after: now.head.sha })
      }
      return movements
    },
    remember: (pull) => {
      heads.set(key(pull), pull.head.sha)
    },
    merge: (pull, merge) => {
      heads.set(key(pull), pull.head.sha)
      merges.set(key(pull), merge)
    },
  }
}

const tip = async (client: Client, end: Pull['head']): Promise<string | null> =>
  end.repo === null ? null : branchHead(client, end.repo.full_name, end.ref)

const withEnds = (pull: Pull, head: string, base: string): Pull => ({
  ...pull,
  head: { ...pull.head, sha: head },
  base: { ...pull.base, sha: base },
})

const merged = (pull: Pull, { sha, at, by }: Merge): Pull => ({
  ...pull,
  merged: true,
  merged_at: at,
  merged_by: by,
  merge_commit_sha: sha,
  closed_at: at,
  mergeable: null,
  mergeable_state: 'unknown',
})
