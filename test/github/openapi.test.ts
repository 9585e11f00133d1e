import { describe, expect, it } from '@jest/globals'
import { type Asked, openapiProblems } from './openapi.ts'

const REPOSITORY = '/repos/acme/widgets'

const get = (path: string, query: Asked['query'] = {}): Asked => ({
  method: 'GET',
  path: `${REPOSITORY}${path}`,
  query,
  body: null,
})

const post = (path: string, body: unknown): Asked => ({ ...get(path), method: 'POST', body })

const CHECK = {
  name: 'Countersign',
  head_sha: 'a'.repeat(40),
  status: 'completed',
  conclusion: 'failure',
  output: { title: 'One blocker', summary: 'It is open.' },
}

const annotations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    path: 'a.ts',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'failure',
    message: 'No.',
  }))

describe('by GitHub’s own description, these are right', () => {
  it.each([
    ['a pull request', get('/pulls/12')],
    ['a list with a page', get('/pulls', { state: 'open', per_page: '100', page: '2' })],
    ['a commit', get('/commits/abc1234', { per_page: '100', page: '4' })],
    ['a comparison', get('/compare/aaa...bbb', { per_page: '100', page: '1' })],
    ['a file in a folder', get('/contents/docs%2FREVIEW.md', { ref: 'main' })],
    ['the check runs of an App', get('/commits/abc/check-runs', { app_id: '7', filter: 'all' })],
    ['a check run', post('/check-runs', CHECK)],
    [
      'a check run with 50 annotations',
      post('/check-runs', { ...CHECK, output: { ...CHECK.output, annotations: annotations(50) } }),
    ],
    [
      'a token for an installation',
      { method: 'POST', path: '/app/installations/100/access_tokens', query: {}, body: null },
    ],
  ])('%s', (_, request) => {
    expect(openapiProblems([request])).toEqual([])
  })
})

describe('by GitHub’s own description, these are wrong', () => {
  it.each([
    ['an unknown path', get('/blockers'), /no such operation/u],
    ['a method that the path has not', post('/pulls/12', {}), /no such operation/u],
    ['a number that is none', get('/pulls/twelve'), /path\/pull_number must be integer/u],
    ['an unknown query parameter', get('/pulls', { author: 'casey' }), /query .*: author/u],
    ['a bad query value', get('/pulls', { state: 'merged' }), /query\/state .*allowed values/u],
    ['a page that is no number', get('/pulls', { page: 'two' }), /query\/page must be integer/u],
    ['a missing body', post('/check-runs', null), /the body is missing/u],
    ['a body that nobody reads', { ...get('/pulls/12'), body: {} }, /no body is expected/u],
    ['a check run without a name', post('/check-runs', { head_sha: 'a' }), /body .*'name'/u],
    [
      'a conclusion that GitHub does not know',
      post('/check-runs', { ...CHECK, conclusion: 'rejected' }),
      /body\/conclusion .*allowed values/u,
    ],
    [
      '51 annotations in one request',
      post('/check-runs', { ...CHECK, output: { ...CHECK.output, annotations: annotations(51) } }),
      /body\/output\/annotations .*50 items/u,
    ],
    [
      'a button with too long a label',
      post('/check-runs', {
        ...CHECK,
        actions: [{ label: 'x'.repeat(21), description: 'y', identifier: 'z' }],
      }),
      /body\/actions\/0\/label .*20 characters/u,
    ],
  ])('%s', (_, request, problem) => {
    expect(openapiProblems([request]).join('\n')).toMatch(problem)
  })
})
