import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { filesIn, textsOf } from './clone-objects.ts'
import { baseOf, tipOf } from './clone-tips.ts'
import { type Git, Incomplete, NoGit } from './git.ts'
import { type Opened, POLICY_PATH, type PolicyText } from './snapshot.ts'

/** A branch of a clone, as if it were a pull request. */
export interface OpenedClone {
  /** The base as it was named or found: `origin/main`. */
  readonly baseName: string
  readonly opened: Opened
  /** The heads that this branch had when it was pushed, and has no more, newest first. */
  readonly left: readonly string[]
}

/** The clone's branch, or what is wrong and what to do, for whoever asked. */
export type Opening = ({ readonly ok: true } & OpenedClone) | Closed

/** What keeps a clone from being looked at, and what to do. */
export interface Closed {
  readonly ok: false
  readonly problem: string
  readonly next: string
}

/** What is to be held against what, as somebody wrote it; null where they didn't. */
export interface Range {
  readonly base: string | null
  readonly head: string | null
}

/** Opens a branch of the clone in that folder. */
export const openClone = (git: Git, folder: string, range: Range): Promise<Opening> =>
  opening(git, folder, range).catch(closedBy)

/** The root of the clone in that folder, by its path there. */
export async function rootIn(
  git: Git,
  folder: string,
): Promise<{ readonly ok: true; readonly root: string } | Closed> {
  try {
    const root = await git.tried(['rev-parse', '--show-toplevel'])
    return root === null ? await noClone(git, folder) : { ok: true, root }
  } catch (error) {
    return closedBy(error)
  }
}

async function opening(git: Git, folder: string, range: Range): Promise<Opening> {
  if (!existsSync(folder))
    return wrong(`There is no folder ${folder}.`, 'Name another one with -C.')
  const [inside, head, base, urls] = await Promise.all([
    git.tried(['rev-parse', '--is-shallow-repository', '--show-toplevel']),
    tipOf(git, range.head ?? 'HEAD'),
    baseOf(git, range.base),
    git.tried(['config', '--get-regexp', '^remote\\..*\\.url$']),
  ])
  if (inside === null) return noClone(git, folder)
  const [shallow, root = folder] = inside.split('\n')
  const isShallow = shallow === 'true'
  if (head === null) {
    return range.head === null
      ? wrong('There is no commit here yet.', 'Commit something first.')
      : unknown('--head', range.head, isShallow)
  }
  if (base === null) {
    return range.base === null
      ? wrong(
          'It isn’t clear where this branch is to be merged: there is no main or master here.',
          'Name it: --base BRANCH.',
        )
      : unknown('--base', range.base, isShallow)
  }
  const mergeBase = await git.tried(['merge-base', base.sha, head.sha])
  if (mergeBase === null || (isShallow && (await isCut(git, base.sha, head.sha)))) {
    return isShallow
      ? wrong(
          'This clone is shallow: it lacks commits between the base and the head.',
          `Fetch them: ${UNSHALLOW}`,
        )
      : wrong(
          `${range.head ?? 'HEAD'} and ${base.name} have no commit in common.`,
          'Name the branch that this one began at: --base BRANCH.',
        )
  }
  const home = homeOf(urls ?? '', root)
  const [left, policyFiles] = await Promise.all([
    leftBehind(git, head.branch, head.sha),
    policyAt(git, base.sha, home.webUrl),
  ])
  const fullName = `${home.owner}/${home.repo}`
  return {
    ok: true,
    baseName: base.name,
    left,
    opened: {
      pull: { owner: home.owner, repo: home.repo, number: 0 },
      state: 'open',
      merged: null,
      createdAt: '',
      author: null,
      title: '',
      webUrl: home.webUrl,
      isPrivate: true,
      base: { ref: base.branch ?? base.name, sha: base.sha },
      head: { ref: head.branch ?? head.sha.slice(0, 7), sha: head.sha, repository: fullName },
      policyFiles,
    },
  }
}

const wrong = (problem: string, next: string): Closed => ({ ok: false, problem, next })

/**
 * What a failure of git says of the clone.
 * @throws the error itself where it says nothing of it
 */
export function closedBy(error: unknown): Closed {
  if (error instanceof NoGit) return wrong(error.message, 'Install it, and try again.')
  if (!(error instanceof Incomplete)) throw error
  return error.isPartial
    ? wrong(
        'This clone is partial: it lacks files of the commits that are to be read.',
        'Fetch them: git fetch --refetch --no-filter. In CI, have the checkout take no filter.',
      )
    : wrong(
        `This repository is damaged: ${error.message.split('\n')[0]}`,
        'See what git says of it: git fsck.',
      )
}

const UNSHALLOW =
  'git fetch --unshallow. In CI, have the checkout fetch the whole history (fetch-depth: 0).'

const unknown = (option: string, name: string, isShallow: boolean): Closed =>
  wrong(
    `${option} ${name}: there is no such branch or commit here.`,
    isShallow
      ? `This clone is shallow. Fetch the rest: ${UNSHALLOW}`
      : 'Fetch it, or name another.',
  )

/** In a container a clone may be another user's; git then looks into it only when told to. */
async function noClone(git: Git, folder: string): Promise<Closed> {
  const said = await git.text(['rev-parse']).then(() => '', String)
  if (said === '') {
    return wrong(
      `${folder} is in a repository without a working tree, or in the .git of one.`,
      'Go to a clone of it that has its files, or name that with -C.',
    )
  }
  if (!said.includes('dubious ownership')) {
    return wrong(`${folder} is in no clone of a git repository.`, 'Go there, or name it with -C.')
  }
  const [exception] = /git config .*safe\.directory.*/u.exec(said) ?? []
  return wrong(
    `Git doesn’t look into ${folder}: it belongs to another user.`,
    `If you trust it: ${exception ?? 'git config --global --add safe.directory FOLDER'}`,
  )
}

/** Whether history ends, on the way from the head to the base, where the clone was cut. */
async function isCut(git: Git, base: string, head: string): Promise<boolean> {
  const roots = await git.text(['rev-list', '--max-parents=0', head, `^${base}`])
  return roots !== ''
}

interface Home {
  readonly owner: string
  readonly repo: string
  /** '' where it has none. */
  readonly webUrl: string
}

/** The repository that this is a clone of, by what git tells of its remotes. */
function homeOf(said: string, root: string): Home {
  const urls = new Map(
    said.split('\n').map((line) => [line.split(' ')[0], line.split(' ')[1] ?? '']),
  )
  const url = urls.get('remote.origin.url') ?? [...urls.values()][0] ?? ''
  const found = URL_OF_REMOTE.exec(url)
  if (found === null) return { owner: 'local', repo: basename(root), webUrl: '' }
  const [, host, owner = '', repo = ''] = found
  return { owner, repo, webUrl: `https://${host}/${owner}/${repo}` }
}

/** `git@host:owner/name.git`, `https://host/owner/name`, `ssh://git@host:22/owner/name.git`. */
const URL_OF_REMOTE =
  /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[/:]([\w./-]+)\/([\w.-]+?)(?:\.git)?\/?$/u

/**
 * What was pushed, and force-pushed away: what this clone's remote branch was, and is no more at the head. What was only
 * ever here, and amended before anybody saw it, doesn't count.
 */
async function leftBehind(
  git: Git,
  branch: string | null,
  head: string,
): Promise<readonly string[]> {
  if (branch === null) return []
  const remote = `refs/remotes/origin/${branch}`
  const [tip, moves] = await Promise.all([
    git.tried(['rev-parse', '--verify', '--quiet', remote]),
    git.tried(['reflog', 'show', '--format=%H', remote, '--']),
  ])
  const heads = [...new Set([tip ?? '', ...(moves ?? '').split('\n')])].filter(Boolean)
  if (heads.length === 0) return []
  const outside = await git.text(['rev-list', '--ignore-missing', ...heads, `^${head}`])
  const lost = new Set(outside.split('\n'))
  return heads.filter((sha) => lost.has(sha))
}

async function policyAt(git: Git, base: string, webUrl: string): Promise<readonly PolicyText[]> {
  if (!(await filesIn(git, base, [POLICY_PATH])).has(POLICY_PATH)) return []
  const name = `${base}:${POLICY_PATH}`
  const text = (await textsOf(git, [name])).get(name) ?? null
  return [{ name: POLICY_PATH, url: `${webUrl}/blob/${base}/${POLICY_PATH}`, text }]
}
