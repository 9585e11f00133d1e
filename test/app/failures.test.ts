import { afterEach, describe, expect, it } from '@jest/globals'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import { SECRETS, worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'
const FAILED = 'Countersign could not assess this pull request'

/** The titles that the App gave to its checks, in their order. */
const titles = (requests: readonly RecordedRequest[]): unknown[] =>
  checkWrites(requests)
    .filter(({ status }) => status !== null && status < 300)
    .map(({ body }) => (body as { readonly output: { readonly title: string } }).output.title)

describe('when GitHub refuses a request', () => {
  it.each([
    ['the pull request', 403, /\/pulls\/\d+$/u, 'pulls/'],
    ['a commit', 422, /\/commits\/[0-9a-f]{40}$/u, 'commits/'],
    ['a report', 403, /\/git\/blobs\//u, 'git/blobs/'],
  ])('for %s, the check says so until the next try', async (_, status, path, named) => {
    const { github, repository, requestsDuring } = world()
    let review = ''
    github.failNext({ method: 'GET', path, status, headers: { 'x-github-request-id': 'C0DE:1' } })
    const requests = await requestsDuring(async () => {
      review = (await reviewedPull(repository)).review
    })
    expect(titles(requests)).toEqual([FAILED, TRUTH])
    const [first] = checkWrites(requests)
    const said = JSON.stringify(first?.body)
    expect(said).toContain(`GitHub answered ${status} to`)
    expect(said).toContain(`GET /repos/acme/widgets/${named}`)
    expect(said).toContain('C0DE:1')
    expect(await repository.checkRuns(review)).toMatchObject([{ title: TRUTH }])
  })

  it('the log names the request and its id', async () => {
    const { github, repository, quiet, logLines } = world()
    const before = logLines.length
    github.failNext({
      path: /\/git\/blobs\//u,
      status: 403,
      body: { message: 'Resource not accessible by integration' },
      headers: { 'x-github-request-id': 'C0DE:2' },
    })
    await reviewedPull(repository)
    await quiet()
    const errors = logLines.slice(before).map((line) => JSON.parse(line) as LogLine)
    expect(errors.find(({ msg }) => msg === 'could not look at it')).toMatchObject({
      level: 50,
      tryAgainIn: 10,
      err: {
        message: expect.stringContaining('Resource not accessible by integration'),
        request: { status: 403, method: 'GET', id: 'C0DE:2' },
      },
    })
  })

  it('to write the check, the next try writes it', async () => {
    const { github, repository } = world()
    github.failNext({ method: 'POST', path: /\/check-runs$/u, status: 403, times: 2 })
    const { review } = await reviewedPull(repository)
    const check = await repository.waitForCheck(review, ({ title }) => title === TRUTH)
    expect(await repository.checkRuns(review)).toEqual([check])
  })

  it('a green check does not stay while its successor can’t be told', async () => {
    const { github, repository } = world()
    const { branch } = await reviewedPull(repository)
    const head = await fix(repository, branch, 'B1', 'B2')
    const { id } = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
    github.failNext({ path: /\/compare\//u, status: 403, times: Number.POSITIVE_INFINITY })
    await repository.rerunCheck(id)
    const red = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'failure')
    expect(red).toMatchObject({ id, title: FAILED })
  })

  it('for good, the check stays red, and "Re-run" puts it right', async () => {
    const { github, repository, quiet } = world()
    github.failNext({ path: /\/compare\//u, status: 403, times: Number.POSITIVE_INFINITY })
    const { review } = await reviewedPull(repository)
    await quiet()
    const [check] = await repository.checkRuns(review)
    expect(check).toMatchObject({ conclusion: 'failure', title: FAILED })
    github.clearFaults()
    await repository.rerunCheck(check?.id ?? 0)
    await repository.waitForCheck(review, ({ title }) => title === TRUTH)
  })
})

describe('when GitHub stumbles', () => {
  it('with a 500, nobody sees more of it than a delay', async () => {
    const { github, repository, requestsDuring } = world()
    github.failNext({ path: /\/compare\//u, status: 500 })
    const requests = await requestsDuring(async () => {
      await reviewedPull(repository)
    })
    expect(requests.map(({ status }) => status)).toContain(500)
    expect(titles(requests)).toEqual([TRUTH])
  })

  it('and can’t compare, both histories are walked to the same truth', async () => {
    const { github, repository, requestsDuring } = world()
    const { branch } = await reviewedPull(repository)
    github.failNext({ path: /\/compare\//u, status: 422, times: Number.POSITIVE_INFINITY })
    let head = ''
    const requests = await requestsDuring(async () => {
      head = await fix(repository, branch, 'B1')
      await repository.waitForCheck(head, ({ title }) => title?.includes('B2 is open') === true)
      head = await fix(repository, branch, 'B2')
      await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
    })
    expect(requests.filter(({ path }) => path.includes('/compare/')).length).toBeGreaterThan(0)
    expect(titles(requests)).not.toContain(FAILED)
  })
})

describe('the search for secrets that ends every file', () => {
  it('would find one', () => {
    const { github } = world()
    for (const secret of ['ghs_0123abcd', github.privateKey, github.webhookSecret]) {
      expect(secret).toMatch(SECRETS)
    }
    expect('{"alg":"RS256","typ":"JWT"} eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9').toMatch(SECRETS)
  })
})

interface LogLine {
  readonly msg: string
}
