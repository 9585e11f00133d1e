import { z } from 'zod'
import { allPages } from './all-pages.ts'
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

/** Pull requests as GitHub shows them: the head of an open one follows its branch, a closed one stands still. */
export interface LivePulls {
  /** As far as it is known without asking: the head is the last that was noticed. */
  readonly known: (pull: Pull) => Pull
  readonly show: (pull: Pull) => Promise<Pull>
  readonly get: (repository: string, number: number) => Promise<Pull>
  /** The open ones of that base repository. */
  readonly open: (repository: string) => Promise<readonly Pull[]>
  /** Those of that base repository whose head was moved by moving this branch. They count as updated. */
  readonly moved: (repository: string, branch: Branch) => Promise<readonly Movement[]>
  /** Takes the present head and base for known, so that they don't count as moved. */
  readonly remember: (pull: Pull) => void
  /** From now on it counts as merged; it is closed at the emulator, which would merge it in its own way. */
  readonly merge: (pull: Pull, merge: Merge) => void
  /** Where its head came from, even if that was deleted; null when nobody knows. */
  readonly headRepository: (pull: Pull) => string | null
}

export interface Branch {
  readonly repository: string
  readonly name: string
}

/** GitHub looks where the base is when a pull request is opened, pushed to, or gets another base. */
interface Ends {
  readonly head: string
  readonly base: { readonly ref: string; readonly sha: string }
}

export function livePulls(client: Client, dates: Dates, nodes: Nodes): LivePulls {
  const ends = new Map<string, Ends>()
  const homes = new Map<string, string>()
  const merges = new Map<string, Merge>()
  const key = (pull: Pull) => issueKey(pull.base.repo?.full_name ?? '', pull.number)

  const known: LivePulls['known'] = (pull) => {
    const repository = pull.base.repo?.full_name ?? ''
    const { number } = pull
    nodes.put(pull.node_id, { kind: 'PullRequest', repository, number, id: Number(pull.id) })
    if (pull.head.repo !== null) homes.set(key(pull), pull.head.repo.full_name)
    const merge = merges.get(key(pull))
    const dated = datedIssue(dates, repository, pull)
    return withEnds(merge === undefined ? dated : merged(dated, merge), ends.get(key(pull)))
  }

  const show: LivePulls['show'] = async (pull) => {
    const shown = known(pull)
    const head = shown.state === 'open' ? await tip(client, shown.head) : null
    return { ...shown, head: { ...shown.head, sha: head ?? shown.head.sha } }
  }

  const listed = async (repository: string, head = '') => {
    const path = `/repos/${repository}/pulls?state=open${head}`
    return z.array(pullShape).parse(await allPages(client, path))
  }

  const remember: LivePulls['remember'] = (pull) => {
    const { ref, sha } = pull.base
    ends.set(key(pull), { head: pull.head.sha, base: { ref, sha } })
  }

  return {
    known,
    show,
    get: async (repository, number) =>
      show(await client.get(pullShape, `/repos/${repository}/pulls/${number}`)),
    open: async (repository) => Promise.all((await listed(repository)).map(show)),
    moved: async (repository, branch) => {
      const movements: Movement[] = []
      const [owner] = branch.repository.split('/')
      const head = encodeURIComponent(`${owner}:${branch.name}`)
      for (const pull of await listed(repository, `&head=${head}`)) {
        const before = known(pull).head.sha
        const now = await show(pull)
        if (before === now.head.sha) continue
        const base = (await tip(client, now.base)) ?? now.base.sha
        remember({ ...now, base: { ...now.base, sha: base } })
        dates.touch(key(pull))
        const after = now.head.sha
        movements.push({ pull: known(pull), before, after })
      }
      return movements
    },
    remember,
    merge: (pull, merge) => {
      remember(pull)
      merges.set(key(pull), merge)
    },
    headRepository: (pull) => pull.head.repo?.full_name ?? homes.get(key(pull)) ?? null,
  }
}

const tip = async (client: Client, end: Pull['head']): Promise<string | null> =>
  end.repo === null ? null : branchHead(client, end.repo.full_name, end.ref)

/** Another base was looked at by the emulator when it was chosen. */
const withEnds = (pull: Pull, known: Ends | undefined): Pull => ({
  ...pull,
  head: { ...pull.head, sha: known?.head ?? pull.head.sha },
  base: {
    ...pull.base,
    sha: known?.base.ref === pull.base.ref ? known.base.sha : pull.base.sha,
  },
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
