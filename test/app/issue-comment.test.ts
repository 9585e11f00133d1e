import { beforeAll, describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { assessments, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

let number: number
let branch: string

beforeAll(async () => {
  const { repository } = world()
  const story = await reviewedPull(repository)
  await repository.waitForCheck(story.review)
  number = story.number
  branch = story.branch
})

describe('/rereview', () => {
  it('in a comment looks afresh', async () => {
    const { repository, unheard } = world()
    let head = ''
    await unheard(async () => {
      head = await fix(repository, branch, 'B1')
    })
    await repository.comment(number, '/rereview', 'robin')
    expect((await repository.waitForCheck(head)).title).toContain('B2 is open')
  })

  it('may stand below other words', async () => {
    expect(await looksAfter('The fix is in.\n\n/rereview\n')).toBe(1)
  })

  it.each([
    ['a quote', '> /rereview'],
    ['a fenced block', 'Type this:\n\n```\n/rereview\n```'],
    ['a code span', 'Type `/rereview` to look afresh.'],
    ['the middle of a sentence', 'I would say /rereview here.'],
    ['another command', '/rereviewed'],
    ['an ordinary comment', 'Looks good.'],
  ])('does nothing in %s', async (_, body) => {
    expect(await looksAfter(body)).toBe(0)
  })

  it('does nothing when an App says it, ourselves included', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      for (const login of ['countersign[bot]', 'helper[bot]']) {
        const user = { login, type: 'Bot' }
        const payload = comment({ user }, { number, pull_request: {} })
        expect((await github.deliver('issue_comment', payload)).status).toBe(200)
      }
    })
    expect(requests).toEqual([])
  })

  it('does nothing on a plain issue', async () => {
    const { github, requestsDuring } = world()
    const requests = await requestsDuring(async () => {
      const user = { login: 'robin', type: 'User' }
      await github.deliver('issue_comment', comment({ user }, { number: 999 }))
    })
    expect(requests).toEqual([])
  })

  it('does not count when it is edited in, and says so', async () => {
    const { repository, quiet } = world()
    const id = await repository.comment(number, 'Looks good.', 'robin')
    await repository.editComment(id, '/rereview', 'robin')
    await quiet()
    expect(repository.reactions(id)).toEqual([{ content: 'CONFUSED', login: 'countersign[bot]' }])
    const { body } = (await repository.comments(number)).at(-1) ?? {}
    expect(body).toContain('the comment was edited. Write it again in a new comment.')
  })
})

/** How often the App looks at the pull request because of this comment. */
async function looksAfter(body: string): Promise<number> {
  const { repository, requestsDuring, answered } = world()
  const requests = await requestsDuring(async () => {
    const id = await repository.comment(number, body, 'robin')
    await answered(({ event, payload }) => event === 'issue_comment' && idOf(payload) === id)
  })
  return assessments(requests).length
}

const idOf = (payload: unknown): unknown =>
  (payload as { readonly comment?: { readonly id?: unknown } }).comment?.id

const comment = (
  by: { readonly user: { readonly login: string; readonly type: string } },
  issue: { readonly number: number; readonly pull_request?: object },
  action = 'created',
) => ({
  action,
  comment: { body: '/rereview', ...by },
  issue,
  repository: { name: 'widgets', owner: { login: 'acme' } },
  installation: { id: world().github.installationId },
})
