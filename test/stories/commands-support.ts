import type { User } from '../../src/demo/github/world.ts'
import type { World } from '../support/app.ts'
import { code, newBranch } from '../support/story.ts'
import { CASEY, ROBIN, TWO_BLOCKERS } from './trust-support.ts'

/** A pull request by Casey with two blockers of Robin's, a commit that may fix them, and an issue. */
export interface Talk {
  readonly number: number
  readonly branch: string
  readonly fix: string
  readonly issue: number
  /** Says something, in a comment or in the body of a review, and waits until the App has nothing left to do. */
  readonly say: (body: string, as?: User, where?: 'comment' | 'review') => Promise<Said>
  readonly edit: (said: Said, body: string) => Promise<void>
  /** How it stands answered by now. */
  readonly answer: (said: Said) => Promise<Answer>
  /** The title of the check at the head. */
  readonly title: () => Promise<string | null>
}

export interface Said {
  readonly id: number
  readonly nodeId: string
  readonly as: User
  readonly where: 'comment' | 'review'
}

export interface Answer {
  /** The App's reactions: `rocket`. */
  readonly reactions: readonly string[]
  /** The App's comments because of it, without their hidden marks and addresses. */
  readonly replies: readonly string[]
}

export async function talkIn(world: World): Promise<Talk> {
  const { repository, quiet } = world
  const branch = newBranch()
  await repository.commit({
    branch,
    message: 'Retry',
    files: code(1, 'export const retries = Infinity'),
    author: CASEY,
  })
  await repository.commit({
    branch,
    message: 'Review the retry change',
    files: { 'REVIEW.md': TWO_BLOCKERS },
    author: ROBIN,
  })
  const fix = await repository.commit({
    branch,
    message: 'Stop',
    files: code(1, 'stop()'),
    author: CASEY,
  })
  const issue = await repository.openIssue('Later')
  const number = await repository.openPull({ head: branch, title: 'Retry', as: 'casey' })
  await quiet()
  return {
    number,
    branch,
    fix,
    issue,
    say: async (body, as = 'robin', where = 'comment') => {
      const said = await (where === 'comment'
        ? comment(world, number, body, as)
        : review(world, number, body, as))
      await quiet()
      return said
    },
    edit: async ({ id, as, where }, body) => {
      if (where === 'comment') await repository.editComment(id, body, as)
      else await repository.editReview(number, id, body, as)
      await quiet()
    },
    answer: async ({ nodeId }) => ({
      reactions: repository.reactions(nodeId).map(({ content }) => content.toLowerCase()),
      replies: (await repository.comments(number))
        .filter(({ body }) => body.includes(` ${nodeId} -->`))
        .map(({ body }) => readable(body)),
    }),
    title: async () => {
      await quiet()
      return (await repository.waitForCheck(await repository.branchHead(branch))).title
    },
  }
}

async function comment(
  { repository }: World,
  number: number,
  body: string,
  as: User,
): Promise<Said> {
  const id = await repository.comment(number, body, as)
  const { nodeId } = (await repository.comments(number)).find((one) => one.id === id) ?? {
    nodeId: '',
  }
  return { id, nodeId, as, where: 'comment' }
}

async function review(
  { repository }: World,
  number: number,
  body: string,
  as: User,
): Promise<Said> {
  const { id, nodeId } = await repository.review(number, body, as)
  return { id, nodeId, as, where: 'review' }
}

/** As a person sees it. */
const readable = (body: string): string =>
  body
    .replaceAll(/<!--.*?-->\s*/gsu, '')
    .replaceAll('\u2060', '')
    .replaceAll(/\]\(http[^)]*\)/gu, ']')
