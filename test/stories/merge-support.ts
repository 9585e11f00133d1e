import type { Queued } from '../../src/demo/github/merge-queue.ts'
import type { World } from '../support/app.ts'
import { newBranch } from '../support/story.ts'
import { CASEY, ROBIN } from './links-support.ts'

/** A pull request of files of its own, so that it conflicts with no other one. */
export interface Member {
  readonly branch: string
  readonly base: string
  readonly number: number
  /** The commit that fixes its blocker; null where it has none. */
  readonly fix: string | null
}

export interface Wanted {
  /** A branch of its own when left out. */
  readonly base?: string
  /** Without a report, with an open blocker, with a fixed one. */
  readonly state?: 'unreviewed' | 'open' | 'fixed'
}

export async function member(
  { repository }: World,
  { base, state = 'fixed' }: Wanted = {},
): Promise<Member> {
  const branch = newBranch()
  const into = base ?? `${branch}-base`
  if (base === undefined) {
    await repository.createBranch(into, await repository.branchHead('main'))
  }
  const path = `src/${branch}.ts`
  const commit = (author: typeof CASEY, message: string, files: Readonly<Record<string, string>>) =>
    repository.commit({ branch, from: into, author, committer: author, message, files })
  await commit(CASEY, 'Retry', { [path]: 'for (;;) send()\n' })
  if (state !== 'unreviewed') {
    const report = `# Review of ${branch}\n\nVerdict: blocking\n\n## Blockers\n\n1. It never stops, \`${path}:1\`.\n`
    await commit(ROBIN, 'Review', { [`reviews/${branch}.md`]: report })
  }
  const fix =
    state === 'fixed'
      ? await commit(CASEY, 'Stop\n\nFixes-Blocker: B1', { [path]: 'send()\n' })
      : null
  const number = await repository.openPull({
    head: branch,
    base: into,
    title: 'Retry',
    as: 'casey',
  })
  return { branch, base: into, number, fix }
}

/** One of which the App has heard nothing. */
export async function unheardMember(world: World, wanted?: Wanted): Promise<Member> {
  const members: Member[] = []
  await world.unheard(async () => {
    members.push(await member(world, wanted))
  })
  return members[0] as Member
}

/** One in the queue; only that it was queued was heard. */
export async function queued(world: World, wanted?: Wanted): Promise<Member & Queued> {
  const one = await unheardMember(world, wanted)
  return { ...one, ...(await world.repository.enqueue(one.number)) }
}
