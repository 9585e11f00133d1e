import { describe, expect, it } from '@jest/globals'
import { answerProblems } from './described-answers.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const POLICY = 'require:\n  - evidence\n'

const here = gitHubOfThisFile([
  { name: 'widgets' },
  { name: '.github', files: { 'countersign.yml': POLICY } },
  { name: 'secrets', private: true, files: { 'secret.txt': 'hidden\n' } },
])

const content = async (path: string, more: Readonly<Record<string, string>> = {}) =>
  (await here().octokit.rest.repos.getContent({ ...at, path, ...more })).data

const textOf = (data: unknown) =>
  Buffer.from((data as { content: string }).content, 'base64').toString()

describe('the content of a file', () => {
  it('is Base64, in lines', async () => {
    const text = 'A line of text.\n'.repeat(10)
    const files = { 'docs/long.txt': text }
    const ref = await here().repository.commit({ branch: 'long', message: 'L', files })
    const data = await content('docs/long.txt', { ref })
    expect(data).toMatchObject({
      type: 'file',
      encoding: 'base64',
      size: 160,
      name: 'long.txt',
      path: 'docs/long.txt',
    })
    expect(textOf(data)).toBe(text)
    expect((data as { content: string }).content).toMatch(/^(?:.{60}\n)+.{1,60}\n$/u)
    const template = '/repos/{owner}/{repo}/contents/{path}'
    expect(answerProblems(template, data)).toEqual([])
  })

  it('is that of the commit that was asked for', async () => {
    const { repository } = here()
    const write = (text: string) =>
      repository.commit({ branch: 'versions', message: text, files: { 'v.txt': text } })
    const [one, two] = [await write('one'), await write('two')]
    expect(textOf(await content('v.txt', { ref: one }))).toBe('one')
    expect(textOf(await content('v.txt', { ref: two }))).toBe('two')
    expect(textOf(await content('v.txt', { ref: 'versions' }))).toBe('two')
  })

  it('is found at a commit that no branch has any more', async () => {
    const { repository } = here()
    const files = { 'o.txt': 'orphan' }
    const ref = await repository.commit({ branch: 'gone', message: 'O', files })
    await repository.forcePush('gone', await repository.branchHead('main'))
    expect(textOf(await content('o.txt', { ref }))).toBe('orphan')
  })

  it('is not there otherwise', async () => {
    await expect(content('nothing.txt')).rejects.toMatchObject({ status: 404 })
    const ref = 'f'.repeat(40)
    await expect(content('README.md', { ref })).rejects.toMatchObject({ status: 404 })
  })

  it('is left out of a file of more than a megabyte', async () => {
    const files = { 'large.txt': 'x'.repeat(1024 * 1024 + 1) }
    const ref = await here().repository.commit({ branch: 'large', message: 'L', files })
    expect(await content('large.txt', { ref })).toMatchObject({
      content: '',
      encoding: 'none',
      size: 1_048_577,
    })
  })
})

describe('the repository of an organization’s defaults', () => {
  it('can be read by the installation and by users', async () => {
    expect(textOf(await content('countersign.yml', { repo: '.github' }))).toBe(POLICY)
    const path = '/repos/acme/.github/contents/countersign.yml'
    expect(textOf((await here().get('casey', path)).body)).toBe(POLICY)
  })

  it('lacks what nobody wrote', async () => {
    const asked = content('.github/countersign.yml', { repo: '.github' })
    await expect(asked).rejects.toMatchObject({ status: 404 })
  })
})

describe('a private repository', () => {
  it('can be read by the installation', async () => {
    expect(textOf(await content('secret.txt', { repo: 'secrets' }))).toBe('hidden\n')
  })
})
