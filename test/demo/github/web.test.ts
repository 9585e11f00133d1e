import { describe, expect, it } from '@jest/globals'
import { named } from '../../support/recorder.ts'
import { at, gitHubOfThisFile } from './git-hub-of-this-file.ts'

const here = gitHubOfThisFile([{ name: 'widgets' }, { name: 'secrets', private: true }])

let branches = 0

async function opened(repo = 'widgets'): Promise<{ number: number; sha: string }> {
  const repository = here().github.repository('acme', repo)
  const branch = `topic-${++branches}`
  const files = { 'src/a b.ts': 'one\n<two>\n' }
  const sha = await repository.commit({ branch, message: 'Work & play', files, as: 'casey' })
  const number = await repository.openPull({ head: branch, title: '<Topic>', as: 'casey' })
  return { number, sha }
}

interface Page {
  readonly status: number
  readonly text: string
}

async function visit(path: string, cookie = ''): Promise<Page> {
  const url = path.startsWith('http') ? path : `${here().github.url}${path}`
  const response = await fetch(url, { headers: { cookie } })
  return { status: response.status, text: await response.text() }
}

const send = (path: string, fields: Readonly<Record<string, string>>, cookie = '') =>
  fetch(`${here().github.url}${path}`, {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

/** The cookie of that user. */
async function signedIn(login: string): Promise<string> {
  const response = await send('/session', { login, return_to: '/' })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

describe('a file', () => {
  it('has numbered lines that can be pointed at', async () => {
    const { sha } = await opened()
    const { status, text } = await visit(`/acme/widgets/blob/${sha}/src/a%20b.ts#L2`)
    expect(status).toBe(200)
    expect(text).toContain('<tr id="L1">')
    expect(text).toMatch(/<tr id="L2">.*&lt;two&gt;/)
    expect(text).not.toContain('id="L3"')
  })

  it('is not there when the commit hasn’t it', async () => {
    const { sha } = await opened()
    expect((await visit(`/acme/widgets/blob/${sha}/nothing.ts`)).status).toBe(404)
    expect((await visit(`/acme/nothing/blob/${sha}/nothing.ts`)).status).toBe(404)
  })
})

describe('a commit', () => {
  it('shows its message and what it changed, where the API says it is', async () => {
    const { sha } = await opened()
    const { data } = await here().octokit.rest.repos.getCommit({ ...at, ref: sha })
    const { status, text } = await visit(data.html_url)
    expect(status).toBe(200)
    expect(text).toContain('Work &amp; play')
    expect(text).toContain('+&lt;two&gt;')
    expect(text).toContain(`/acme/widgets/blob/${sha}/src/a%20b.ts`)
  })
})

describe('a pull request', () => {
  it('shows its checks and its conversation', async () => {
    const { repository, octokit } = here()
    const { number, sha } = await opened()
    const details_url = 'https://countersign.example/report'
    const output = {
      title: 'Two points are open',
      summary: '| A | B |\n| --- | --- |\n| 1 | `x` |',
      annotations: [
        {
          path: 'src/a b.ts',
          start_line: 1,
          end_line: 2,
          annotation_level: 'warning' as const,
          message: 'Look <here>',
        },
      ],
    }
    const check = { name: 'Countersign', head_sha: sha, conclusion: 'failure', details_url, output }
    await octokit.rest.checks.create({ ...at, ...check, conclusion: 'failure' })
    const id = await repository.comment(number, '1. <b>Fix</b> it', 'robin')
    await repository.review(number, 'Not yet.', 'robin', 'REQUEST_CHANGES')
    await repository.react(id, 'EYES', 'casey')
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: id })
    const { status, text } = await visit(data.html_url)
    expect(status).toBe(200)
    expect(text).toContain('&lt;Topic&gt;')
    expect(text).toContain('Two points are open')
    expect(text).toContain(`<a href="${details_url}">Details</a>`)
    expect(text).toContain('<td><code>x</code></td>')
    expect(text).toMatch(/blob\/\w{40}\/src\/a%20b\.ts#L1">src\/a b\.ts:1-2<\/a>/)
    expect(text).toContain('Look &lt;here&gt;')
    expect(text).toContain(`id="issuecomment-${id}"`)
    expect(text).toMatch(/<ol>\s*<li>Fix it<\/li>\s*<\/ol>/)
    expect(text).toContain('👀 casey')
    expect(text.indexOf('requested changes')).toBeGreaterThan(text.indexOf('commented'))
  })

  it('shows Markdown as GitHub does, and makes nothing else of it', async () => {
    const { number } = await opened()
    const shows = async (body: string): Promise<string> => {
      await here().repository.comment(number, body, 'robin')
      const { text } = await visit(`/acme/widgets/pull/${number}`)
      return text.split('<div class="markdown">').at(-1)?.split('</div>')[0] ?? ''
    }
    expect(await shows('one\n**two** ~~three~~')).toMatch(
      /^<p>one<br>\s*<strong>two<\/strong> <del>three<\/del><\/p>$/,
    )
    expect(await shows('@casey and @everyone')).toBe(
      '<p><a href="/casey">@casey</a> and @everyone</p>',
    )
    expect(await shows('<!-- mark -->\n<sub>[a](/b) `c`</sub>')).toContain(
      '<sub><a href="/b">a</a> <code>c</code></sub>',
    )
    expect(await shows('<img src=x onerror=alert(1)><script>1</script>')).toBe('<p>1</p>')
    expect(await shows('[a](javascript:alert(1))')).toBe('<p><a>a</a></p>')
    expect(await shows('![b](http://127.0.0.1:1/b.svg) ![c](https://elsewhere.example/c)')).toBe(
      '<p><img src="http://127.0.0.1:1/b.svg" alt="b"> <a href="https://elsewhere.example/c">c</a></p>',
    )
  })

  it('is not there when nobody opened it', async () => {
    expect((await visit('/acme/widgets/pull/4000')).status).toBe(404)
  })

  it('can be commented on by somebody who signed in, and the App hears of it', async () => {
    const { number } = await opened()
    const path = `/acme/widgets/pull/${number}`
    expect((await visit(path)).text).toContain(`/login?return_to=${encodeURIComponent(path)}`)
    const cookie = await signedIn('robin')
    expect((await visit(path, cookie)).text).toContain('Comment as robin')
    const sent = await send(path, { body: 'From\r\nthe web' }, cookie)
    expect(sent.status).toBe(303)
    expect(sent.headers.get('location')).toBe(path)
    expect(await here().repository.comments(number)).toMatchObject([
      { author: 'robin', body: 'From\nthe web' },
    ])
    const hook = await here().recorder.heard((one) => named(one) === 'issue_comment.created')
    expect(hook.payload).toMatchObject({ sender: { login: 'robin' }, issue: { number } })
  })

  it('takes no comments from strangers', async () => {
    const { number } = await opened()
    const path = `/acme/widgets/pull/${number}`
    const sent = await send(path, { body: 'Hello' })
    expect(sent.headers.get('location')).toMatch(/^\/login/)
    expect(await here().repository.comments(number)).toEqual([])
  })
})

describe('what is private', () => {
  it('is shown to those who may read it', async () => {
    const { number, sha } = await opened('secrets')
    const [casey, outsider] = [await signedIn('casey'), await signedIn('outsider')]
    for (const path of [
      `/acme/secrets/pull/${number}`,
      `/acme/secrets/commit/${sha}`,
      `/acme/secrets/blob/${sha}/src/a%20b.ts`,
    ]) {
      expect((await visit(path)).status).toBe(404)
      expect((await visit(path, outsider)).status).toBe(404)
      expect((await visit(path, casey)).status).toBe(200)
    }
    expect((await send(`/acme/secrets/pull/${number}`, { body: 'Hello' }, outsider)).status).toBe(
      404,
    )
  })
})

describe('signing in', () => {
  it('lasts until signing out', async () => {
    const { number } = await opened()
    const cookie = await signedIn('casey')
    const out = await fetch(`${here().github.url}/logout`, {
      method: 'POST',
      headers: { cookie, referer: `${here().github.url}/acme/widgets/pull/${number}` },
      redirect: 'manual',
    })
    expect(out.headers.get('location')).toBe(
      `/login?return_to=${encodeURIComponent(`/acme/widgets/pull/${number}`)}`,
    )
    expect((await visit(`/acme/widgets/pull/${number}`, cookie)).text).not.toContain('Comment as')
  })

  it('is also done by signing in to the App', async () => {
    const { github } = here()
    const redirect_uri = 'http://127.0.0.1:4000/back'
    github.allowRedirect(redirect_uri)
    const fields = { login: 'casey', client_id: github.clientId, redirect_uri, state: '' }
    const { headers } = await send('/login/oauth/callback', fields)
    const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
    const { number } = await opened()
    expect((await visit(`/acme/widgets/pull/${number}`, cookie)).text).toContain('Comment as casey')
  })

  it('leads to no other site', async () => {
    for (const return_to of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere']) {
      const { headers } = await send('/session', { login: 'casey', return_to })
      expect(headers.get('location')).toBe('/')
    }
  })
})
