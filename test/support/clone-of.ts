import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { EmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import type { Octokit } from '../../src/snapshot/asking.ts'
import { octokitOf } from './octokit.ts'

/** A pull request, checked out as anybody has it who works on it. */
export interface PullClone {
  readonly folder: string
  /** Fetches the branch and its base, and checks out the branch's tip. */
  readonly fetch: (branch: string, head: string) => Promise<void>
}

/** A real clone of a repository of the embedded GitHub: the same objects, by the same names. */
export function cloneOf(github: EmbeddedGitHub, repo = 'widgets', owner = 'acme'): PullClone {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-clone-'))
  folders.push(folder)
  const git = (words: readonly string[], input: string | Buffer = '') =>
    execFileSync('git', words, { cwd: folder, input, stdio: 'pipe' }).toString('utf8').trim()
  git(['init', '--quiet', '--initial-branch=main'])
  git(['remote', 'add', 'origin', `https://github.com/${owner}/${repo}.git`])
  const objects = copying(octokitOf(github), { owner, repo }, git)
  return {
    folder,
    fetch: async (branch, head) => {
      const { data } = await octokitOf(github).rest.git.getRef({ owner, repo, ref: 'heads/main' })
      for (const sha of [data.object.sha, head]) await objects.commit(sha)
      git(['update-ref', 'refs/remotes/origin/main', data.object.sha])
      git(['update-ref', `refs/remotes/origin/${branch}`, head])
      git(['checkout', '--quiet', '--force', '-B', branch, head])
    },
  }
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

type Git = (words: readonly string[], input?: string | Buffer) => string

/** Brings objects over, each once; that their names stay the same shows that nothing was lost. */
function copying(
  octokit: Octokit,
  at: { readonly owner: string; readonly repo: string },
  git: Git,
) {
  const known = new Set<string>()
  const write = (type: string, content: string | Buffer, sha: string) => {
    const written = git(['hash-object', '-w', '--stdin', '-t', type], content)
    if (written !== sha) throw new Error(`The ${type} ${sha} became ${written} in the clone`)
    known.add(sha)
  }
  const blob = async (sha: string) => {
    if (known.has(sha)) return
    const { data } = await octokit.rest.git.getBlob({ ...at, file_sha: sha })
    write('blob', Buffer.from(data.content, 'base64'), sha)
  }
  const tree = async (sha: string) => {
    if (known.has(sha)) return
    const { data } = await octokit.rest.git.getTree({ ...at, tree_sha: sha })
    const entries = data.tree.map(
      ({ mode, type, sha: of, path }) => `${mode} ${type} ${of}\t${path}`,
    )
    for (const entry of data.tree) await (entry.type === 'tree' ? tree : blob)(entry.sha ?? '')
    const written = git(['mktree'], `${entries.join('\n')}\n`)
    if (written !== sha) throw new Error(`The tree ${sha} became ${written} in the clone`)
    known.add(sha)
  }
  const commit = async (sha: string): Promise<void> => {
    if (known.has(sha)) return
    const { data } = await octokit.rest.git.getCommit({ ...at, commit_sha: sha })
    await tree(data.tree.sha)
    for (const parent of data.parents) await commit(parent.sha)
    const who = ({ name, email, date }: { name: string; email: string; date: string }) =>
      `${name} <${email}> ${Math.floor(Date.parse(date) / 1_000)} +0000`
    const content = [
      `tree ${data.tree.sha}`,
      ...data.parents.map((parent) => `parent ${parent.sha}`),
      `author ${who(data.author)}`,
      `committer ${who(data.committer)}`,
      '',
      // Git ends a message with a line break.
      data.message.replace(/\n?$/u, '\n'),
    ].join('\n')
    write('commit', content, sha)
  }
  return { commit }
}
