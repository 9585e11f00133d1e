import type { ChangedLines, Commit, Edit, FileChange } from '../snapshot/snapshot.ts'
import { orderOf, patchOf } from './carried.ts'
import { citedPlace, wayToHead } from './evidence-now.ts'
import type { WasBefore } from './order.ts'

/**
 * Finds the commit that took another one back, and was not taken back itself: by `git revert`'s own sentence, by the
 * inverse change, by leaving every file as it was before, or by a merge that leaves it out.
 */
export function reverts(
  commits: readonly Commit[],
  wasBefore: WasBefore,
  isReport: (path: string) => boolean,
): (commit: Commit) => Commit | null {
  const code = commits.map((commit) => ({
    ...commit,
    files: commit.files.filter(({ path }) => !isReport(path)),
  }))
  const history = historyOf(code, wasBefore)
  const suspects = suspectsAmong(history)
  const known = new Map<string, Commit | null>()
  const takenBackBy = (commit: Commit): Commit | null => {
    const { sha } = commit
    const found = known.get(sha)
    if (found !== undefined) return found
    // Whoever takes back comes later, so that this ends.
    known.set(sha, null)
    const own = history.bySha.get(sha) ?? commit
    const by = suspects(own).find(
      (later) => later.sha !== sha && wasBefore(own, later.sha) && takenBackBy(later) === null,
    )
    known.set(sha, by ?? null)
    return by ?? null
  }
  return takenBackBy
}

/** The commits that may take one back, in their order; worked out from what they say and change, not one against all. */
function suspectsAmong(history: History): (commit: Commit) => readonly Commit[] {
  const { code, nameOf } = history
  const saying = grouped(code, ({ message }) =>
    [...message.matchAll(REVERTS)].map(([, sha]) => (sha ?? '').slice(0, 7).toLowerCase()),
  )
  const unmerging = code.filter(({ message }) => /\breversing\s+changes made to\b/iu.test(message))
  const changing = grouped(code, ({ files }) =>
    files.flatMap((file) => changeOf(file, nameOf) ?? []),
  )
  const leaving = grouped(code, ({ files }) =>
    files.map(({ path, blob }) => `${nameOf(path)}\0${blob}`),
  )
  const ofTree = grouped(
    code.filter(({ files }) => files.length > 0),
    ({ tree }) => [tree],
  )
  const merges = code.filter(({ parents }) => parents.length > 1)
  return (commit) => {
    const [first] = commit.files
    const said = saying.get(commit.sha.slice(0, 7)) ?? []
    const words = [...said, ...unmerging].filter((later) => says(later, commit, history))
    if (first === undefined) return words
    const before = statesBefore(commit, history)
    const tree = history.bySha.get(commit.parents[0] ?? '')?.tree
    return [
      ...words,
      ...(changing.get(inverseOf(first, nameOf) ?? '') ?? []).filter((later) =>
        isInverse(later, commit, nameOf),
      ),
      ...[...(before.get(nameOf(first.path)) ?? [])]
        .flatMap((blob) => leaving.get(`${nameOf(first.path)}\0${blob}`) ?? [])
        .filter((later) => restores(later, before, nameOf)),
      ...(tree === undefined || tree === commit.tree ? [] : (ofTree.get(tree) ?? [])),
      ...merges.filter(
        (merge) => leavesOut(merge, commit, history) || replaces(merge, commit, history),
      ),
    ]
  }
}

/**
 * "This reverts commit 1a2b3c4…", as `git revert` writes it. Of a merge it says "…, reversing changes made to 5d6e7f8…":
 * that takes back all that the merge brought.
 */
const REVERTS =
  /\bThis reverts commit ([0-9a-f]{7,40})\b(?:, reversing\s+changes made to ([0-9a-f]{40})\b)?/giu

const says = ({ message }: Commit, own: Commit, { bySha, wasBefore }: History): boolean =>
  [...message.matchAll(REVERTS)].some(([, sha = ' ', kept]) => {
    if (own.sha.startsWith(sha.toLowerCase())) return true
    const merge = bySha.get(sha.toLowerCase())
    if (merge === undefined || kept === undefined) return false
    return wasBefore(own, merge.sha) && !wasBefore(own, kept.toLowerCase())
  })

/** What one adds the other removes, in all files that it changes, whatever else it does. */
function isInverse(later: Commit, { files }: Commit, nameOf: NameOf): boolean {
  const changes = new Set(later.files.map((file) => changeOf(file, nameOf)))
  return files.every((file) => {
    const inverse = inverseOf(file, nameOf)
    return inverse !== null && inverse !== changeOf(file, nameOf) && changes.has(inverse)
  })
}

/** A change of one file in a word, null where its lines aren't known and it is no mere renaming. */
function changeOf(file: FileChange, nameOf: NameOf): string | null {
  const { path, previousPath, status, lines } = file
  if (lines !== null) {
    const order = isMove(lines) ? orderOf(lines.edits ?? []) : ''
    return `${nameOf(path)}\0${lines.removed}\0${lines.added}\0${order}`
  }
  return status === 'renamed' ? `${previousPath}\0>\0${path}` : null
}

function inverseOf(file: FileChange, nameOf: NameOf): string | null {
  const { path, previousPath, status, lines } = file
  if (lines !== null) {
    const edits = (lines.edits ?? []).map(([at, gone, come]): Edit => [at, come, gone])
    return `${nameOf(path)}\0${lines.added}\0${lines.removed}\0${isMove(lines) ? orderOf(edits) : ''}`
  }
  return status === 'renamed' ? `${path}\0>\0${previousPath}` : null
}

/** The same lines go and come: only their order tells which way. */
const isMove = ({ removed, added }: ChangedLines): boolean => removed === added

/** One name for all that a file is called in this pull request. */
type NameOf = (path: string) => string

/** The blob of a file, null where there is none; undefined where this pull request doesn't tell. */
type State = string | null | undefined

interface History {
  readonly code: readonly Commit[]
  readonly bySha: ReadonlyMap<string, Commit>
  readonly wasBefore: WasBefore
  readonly nameOf: NameOf
  /** What each commit makes of a file, by its name, in their order. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, string | null>>
}

function historyOf(code: readonly Commit[], wasBefore: WasBefore): History {
  const nameOf = namesIn(code)
  const states = new Map<string, Map<string, string | null>>()
  for (const { sha, files } of code) {
    for (const { path, blob } of files) {
      const known = states.get(nameOf(path))
      if (known === undefined) states.set(nameOf(path), new Map([[sha, blob]]))
      else known.set(sha, blob)
    }
  }
  const bySha = new Map(code.map((commit) => [commit.sha, commit]))
  return { code, bySha, wasBefore, nameOf, states }
}

/** A file is called by the first name that it had. */
function namesIn(code: readonly Commit[]): NameOf {
  const first = new Map<string, string>()
  for (const { path, previousPath } of code.flatMap(({ files }) => files)) {
    if (previousPath !== null) first.set(path, first.get(previousPath) ?? previousPath)
  }
  return (path) => first.get(path) ?? path
}

type Before = ReadonlyMap<string, ReadonlySet<State>>

/** How the files that a commit changes were at any time before it. */
const statesBefore = (own: Commit, { states, nameOf, wasBefore }: History): Before =>
  new Map(
    own.files.map(({ path, status, blob }) => {
      const earlier = [...(states.get(nameOf(path)) ?? [])].filter(
        ([sha, before]) => sha !== own.sha && before !== blob && wasBefore(sha, own.sha),
      )
      const known = earlier.map(([, before]) => before)
      return [nameOf(path), new Set(status === 'added' ? [null, ...known] : known)]
    }),
  )

/** Whether a commit leaves every one of these files as it was. */
function restores(later: Commit, before: Before, nameOf: NameOf): boolean {
  const blobs = new Map(later.files.map(({ path, blob }) => [nameOf(path), blob]))
  return [...before].every(([name, states]) => blobs.has(name) && states.has(blobs.get(name)))
}

/** Whether a merge has a commit in its history and nothing of it in its files, as `git merge -s ours` leaves them. */
function leavesOut(merge: Commit, own: Commit, history: History): boolean {
  const [first = '', ...others] = merge.parents
  const { code, wasBefore, nameOf } = history
  if (wasBefore(own, first)) return false
  const side = others.find((parent) => wasBefore(own, parent))
  if (side === undefined) return false
  const listed = new Set<State>(merge.files.flatMap(({ path, blob }) => [nameOf(path), blob]))
  const isLeftOut = own.files.every(({ path }) => {
    const there = stateAt(side, nameOf(path), history)
    const here = stateAt(first, nameOf(path), history)
    return !listed.has(nameOf(path)) && !listed.has(there) && here !== there
  })
  // The same change may have been made on both sides.
  const patch = isLeftOut ? patchOf(own) : null
  return isLeftOut && !code.some((one) => wasBefore(one, first) && patchOf(one) === patch)
}

/**
 * Whether a merge takes a commit's files as another parent has them, and none of the lines that the commit added is
 * left: a conflict that was solved with "theirs".
 */
function replaces(merge: Commit, own: Commit, { bySha, nameOf, wasBefore }: History): boolean {
  const [first = ''] = merge.parents
  if (own.files.length === 0 || !wasBefore(own, first)) return false
  const changes = new Map(merge.files.map((file) => [nameOf(file.path), file]))
  if (!own.files.every(({ path }) => changes.get(nameOf(path))?.brought)) return false
  const way = wayToHead(bySha, own.sha, first)
  const added = own.files.flatMap((file) => addedBy(file).map((lines) => ({ ...lines, file })))
  return (
    added.length > 0 &&
    added.every(({ file, start, end }) => {
      const { now } = citedPlace({ path: file.path, start, end, line: 1 }, way)
      const edits = changes.get(nameOf(file.path))?.lines?.edits ?? []
      return (
        now !== null && edits.some(([at, removed]) => at <= now.start && now.end < at + removed)
      )
    })
  )
}

/** Where the lines are that a commit adds, in the file as it leaves it. */
function addedBy({ lines }: FileChange): readonly { start: number; end: number }[] {
  let moved = 0
  return (lines?.edits ?? []).flatMap(([at, removed, added]) => {
    const start = at + moved
    moved += added - removed
    return added === 0 ? [] : [{ start, end: start + added - 1 }]
  })
}

/** How a commit has a file, by its first parents. */
function stateAt(start: string, name: string, { bySha, states }: History): State {
  const told = states.get(name)
  for (let sha = start; bySha.has(sha); sha = bySha.get(sha)?.parents[0] ?? '') {
    if (told?.has(sha)) return told.get(sha)
  }
  return undefined
}

function grouped(
  commits: readonly Commit[],
  keysOf: (commit: Commit) => readonly string[],
): ReadonlyMap<string, readonly Commit[]> {
  const groups = new Map<string, Commit[]>()
  for (const commit of commits) {
    for (const key of new Set(keysOf(commit))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [commit])
      else group.push(commit)
    }
  }
  return groups
}
