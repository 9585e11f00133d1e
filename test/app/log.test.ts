import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { createLog } from '../../src/app/log.ts'
import { failureRun } from '../../src/publish/failure-run.ts'

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
/** Of the shapes that GitHub gives them; made up here. */
const TOKEN = `ghs_${'a1B2'.repeat(9)}`
const FINE_GRAINED = `github_pat_${'a1B2'.repeat(20)}`
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9.c2lnbmVk_c2lnbmVk-c2lnbmVk'
const OPAQUE = 'a-secret-of-no-known-shape'

/** What Octokit throws: the whole request hangs on it, credentials included. */
const refused = (authorization: string): Error =>
  Object.assign(new Error('Resource not accessible by integration'), {
    name: 'HttpError',
    status: 403,
    request: {
      method: 'GET',
      url: 'https://api.github.com/repos/acme/widgets/pulls/1?per_page=1',
      headers: { authorization },
    },
    response: { headers: { 'x-github-request-id': 'C0DE:1' }, data: { token: authorization } },
  })

describe('the log', () => {
  it('tells of a failed request what is needed to look it up, and no more', () => {
    expect(logged({ err: refused(`token ${TOKEN}`) })).toMatchObject({
      msg: 'it happened',
      err: {
        type: 'HttpError',
        message: 'Resource not accessible by integration',
        stack: expect.stringContaining('log.test.ts'),
        request: { status: 403, method: 'GET', path: '/repos/acme/widgets/pulls/1', id: 'C0DE:1' },
      },
    })
  })

  it.each<[string, object]>([
    ['an error’s request', { err: refused(OPAQUE) }],
    ['the cause of an error', { err: new Error('no', { cause: refused(OPAQUE) }) }],
    ['the cause of its cause', { err: new Error('no', { cause: causedBy(refused(OPAQUE)) }) }],
    ['one of many errors', { err: new AggregateError([refused(OPAQUE)], 'all failed') }],
    ['an error under another name', { error: refused(OPAQUE) }],
    ['what somebody hung on an error', { err: Object.assign(new Error('no'), { key: OPAQUE }) }],
    ['an authorization', { authorization: OPAQUE }],
    ['the headers of a request', { request: { headers: { authorization: OPAQUE } } }],
    ['a token', { token: OPAQUE }],
    ['the token of an answer', { data: { token: OPAQUE } }],
  ])('does not repeat a secret in %s', (_, said) => {
    expect(lineOf(said)).not.toContain(OPAQUE)
  })

  it.each([
    ['an installation token', TOKEN],
    ['a personal token', FINE_GRAINED],
    ['a JSON web token', JWT],
    ['a private key', privateKey],
    ['a private key that was cut off', privateKey.slice(0, 200)],
  ])('knows %s by its looks, wherever it stands', (_, secret) => {
    const parts = secret.split('\n').filter((part) => /^[^-]/u.test(part))
    const said = [
      { err: new TypeError(`Headers.append: "Bearer ${secret}" is an invalid header value.`) },
      { err: causedBy(new Error(`sent ${secret} to nobody`)) },
      { deep: { inside: { what: [secret] } } },
    ]
    for (const object of [...said, {}]) {
      const line = lineOf(object, `saw ${secret} there`)
      for (const part of parts) expect(line).not.toContain(part)
      expect(JSON.parse(line)).toMatchObject({ level: 50 })
      expect(line).toContain('[redacted]')
    }
    // What can't be assessed says so on GitHub, for everybody to read.
    const { summary } = failureRun(new Error(`sent ${secret} to nobody`))
    for (const part of parts) expect(summary.replaceAll('\\', '')).not.toContain(part)
  })

  it('knows the password in an address of Redis', () => {
    for (const url of [`redis://:${OPAQUE}@10.0.0.7:6379`, `rediss://app:${OPAQUE}@redis:6379/2`]) {
      const line = lineOf({ err: new Error(`connect ${url}`), url }, `lost ${url}`)
      expect(line).not.toContain(OPAQUE)
      expect(line).toContain('[redacted]@')
    }
  })

  it('leaves commit hashes, branches and sentences as they are', () => {
    const said = { head: 'e10b4adf'.repeat(5), branch: 'ghost_writer', msg: 'BEGIN the work' }
    expect(logged(said)).toMatchObject(said)
  })

  it('writes nothing below its level', () => {
    const lines: string[] = []
    const log = createLog('warn', { write: (line) => void lines.push(line) })
    log.info('unheard')
    log.warn('heard')
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['heard'])
  })
})

function causedBy(cause: Error): Error {
  return new Error('no', { cause })
}

const logged = (said: object): unknown => JSON.parse(lineOf(said))

/** The line that is written when this is logged. */
function lineOf(said: object, message = 'it happened'): string {
  const lines: string[] = []
  const log = createLog('trace', { write: (line) => void lines.push(line) })
  if ('msg' in said) log.error(said)
  else log.error(said, message)
  const [line] = lines
  if (line === undefined || lines.length > 1) throw new Error(`${lines.length} lines were written`)
  return line
}
