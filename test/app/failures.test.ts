import { afterEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../../src/demo/github/faults.ts'
import type { RecordedRequest } from '../../src/demo/github/requests.ts'
import { SECRETS, worldOfThisFile } from '../support/app.ts'
import { checkWrites, fix, reviewedPull } from '../support/story.ts'

const world = worldOfThisFile()

afterEach(() => world().github.clearFaults())

const TRUTH = '0 of 2 blockers fixed: B1 and B2 are open'
const FAILED = 'Countersign could not assess this pull request'
const REFUSAL = 'Resource not accessible by integration'

/** How GraphQL, which answers 200 to everything, refuses the field at that place. */
const forbidden = (path: readonly string[]) => ({
  data: null,
  errors: [{ type: 'FORBIDDEN', message: REFUSAL, path }],
})

/** The titles that the App gave to its checks, in their order. */
const titles = (requests: readonly RecordedRequest[]): unknown[] =>
  checkWrites(requests)
    .filter(({ status }) => status !== null && status < 300)
    .map(({ input }) => input.output.title)

describe('when GitHub refuses a request', () => {
  it.each<[string, number, Fault, string]>([
    ['the pull request', 403, { operation: /^query Pull$/u }, 'POST /graphql` (`query Pull`)'],
    ['a commit', 422, { path: /\/commits\/[0-9a-f]{40}$/u }, 'GET /repos/acme/widgets/commits/'],
    ['a report', 403, { operation: /^query Texts$/u }, 'POST /graphql` (`query Texts`)'],
    [
      'what is there before the check',
      403,
      { operation: /^query BeforeWriting$/u },
      'POST /graphql` (`query BeforeWriting`)',
    ],
    [
      'the pull request, as GraphQL does it,',
      200,
      { operation: /^query Pull$/u, body: forbidden(['repository', 'pullRequest']) },
      'POST /graphql` (`query Pull`)',
    ],
    [
      'a report, as GraphQL does it,',
      200,
      { operation: /^query Texts$/u, body: forbidden(['repository', 'o0']) },
      'POST /graphql` (`query Texts`)',
    ],
  ])('for %s, the check says so until the next try', async (_, status, fault, named) => {
    const { github, repository, requestsDuring } = world()
    let review = ''
    github.failNext({ status, headers: { 'x-github-request-id': 'C0DE:1' }, ...fault })
    const requests = await requestsDuring(async () => {
      review = (await reviewedPull(repository)).review
    })
    expect(titles(requests)).toEqual([FAILED, TRUTH])
    const said = checkWrites(requests)[0]?.input.output.summary
    expect(said).toContain(`GitHub answered ${status} to`)
    expect(said).toContain(named)
    expect(said).toContain('request id `C0DE:1`')
    if (status === 200) expect(said).toContain(REFUSAL)
    expect(await repository.checkRuns(review)).toMatchObject([{ title: TRUTH }])
  })

  it.each<[string, Fault, string]>([
    ['REST', { path: /\/commits\/[0-9a-f]{40}$/u, status: 403, body: { message: REFUSAL } }, 'GET'],
    ['GraphQL', { operation: /^query Texts$/u, status: 403, body: { message: REFUSAL } }, 'POST'],
    [
      'GraphQL in its answer',
      { operation: /^query Texts$/u, status: 200, body: forbidden(['repository', 'o0']) },
      'POST',
    ],
  ])('the log names the request and its id (%s)', async (_, fault, method) => {
    const { github, repository, quiet, logLines } = world()
    const before = logLines.length
    github.failNext({ headers: { 'x-github-request-id': 'C0DE:2' }, ...fault })
    await reviewedPull(repository)
    await quiet()
    const errors = logLines.slice(before).map((line) => JSON.parse(line) as LogLine)
    expect(errors.find(({ msg }) => msg === 'could not look at it')).toMatchObject({
      level: 50,
      tryAgainIn: expect.any(Number),
      err: {
        message: expect.stringContaining(REFUSAL),
        request: { status: fault.status, method, id: 'C0DE:2' },
      },
    })
  })

  it('to write the check, the next try writes it', async () => {
    const { github, repository } = world()
    github.failNext({ operation: /^mutation Say$/u, status: 403, times: 2 })
    const { review } = await reviewedPull(repository)
    const check = await repository.waitForCheck(review, ({ title }) => title === TRUTH)
    expect(await repository.checkRuns(review)).toEqual([check])
  })

  it('to write the check, as GraphQL does it, the next try writes it', async () => {
    const { github, repository } = world()
    github.failNext({
      operation: /^mutation Say$/u,
      status: 200,
      body: forbidden(['c0']),
      times: 2,
    })
    const { review } = await reviewedPull(repository)
    const check = await repository.waitForCheck(review, ({ title }) => title === TRUTH)
    expect(await repository.checkRuns(review)).toEqual([check])
  })

  it('a green check does not stay while its successor can’t be told', async () => {
    const { github, repository } = world()
    const { branch } = await reviewedPull(repository)
    const head = await fix(repository, branch, 'B1', 'B2')
    const { id } = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'success')
    github.failNext({
      operation: /^query Pull$/u,
      status: 403,
      times: Number.POSITIVE_INFINITY,
    })
    await repository.rerunCheck(id)
    const red = await repository.waitForCheck(head, ({ conclusion }) => conclusion === 'failure')
    expect(red).toMatchObject({ id, title: FAILED })
  })

  it.each<[string, Fault]>([
    ['the pull request', { operation: /^query Pull$/u }],
    ['a commit', { path: /\/commits\/[0-9a-f]{40}$/u }],
  ])('for good (%s), the check stays red, and "Re-run" puts it right', async (_, fault) => {
    const { github, repository, quiet } = world()
    github.failNext({ ...fault, status: 403, times: Number.POSITIVE_INFINITY })
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
  it.each<[string, Fault]>([
    ['the pull request', { operation: /^query Pull$/u }],
    ['a commit', { path: /\/commits\/[0-9a-f]{40}$/u }],
    ['a report', { operation: /^query Texts$/u }],
    ['what is there before the check', { operation: /^query BeforeWriting$/u }],
  ])('over %s, with a 500, nobody sees more of it than a delay', async (_, fault) => {
    const { github, repository, requestsDuring } = world()
    github.failNext({ ...fault, status: 500 })
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
    const head = await fix(repository, branch, 'B1')
    const { id } = await repository.waitForCheck(head, ({ title }) =>
      /B2 is open/u.test(title ?? ''),
    )
    const requests = await requestsDuring(async () => {
      // Until the next push, GitHub's own list of the commits is the one of before.
      await repository.commit({ branch: 'main', message: 'More', files: { 'more.md': 'more' } })
      await repository.rerunCheck(id)
    })
    expect(requests.filter(({ path }) => path.includes('/compare/')).length).toBeGreaterThan(0)
    expect(titles(requests)).toEqual(['1 of 2 blockers fixed: B2 is open'])
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
