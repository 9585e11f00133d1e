import { z } from 'zod'
import type { Client } from './client.ts'
import { branchHead } from './git-objects.ts'
import { type Pull, pullShape } from './shapes.ts'

export interface Movement {
  readonly pull: Pull
  readonly before: string
  readonly after: string
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
}

export function livePulls(client: Client): LivePulls {
  const heads = new Map<string, string>()
  const key = (pull: Pull) => `${pull.base.repo?.full_name}#${pull.number}`

  const show: LivePulls['show'] = async (pull) => {
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
  }
}

const tip = async (client: Client, end: Pull['head']): Promise<string | null> =>
  end.repo === null ? null : branchHead(client, end.repo.full_name, end.ref)

const withEnds = (pull: Pull, head: string, base: string): Pull => ({
  ...pull,
  head: { ...pull.head, sha: head },
  base: { ...pull.base, sha: base },
})
