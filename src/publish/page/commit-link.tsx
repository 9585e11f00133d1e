import type { Commit, Snapshot } from '../../snapshot/snapshot.ts'
import { commitUrl, fileUrl } from '../web-links.ts'
import { Away, Code, linesText, oneLine, Text } from './text.tsx'

/** A commit by its short hash, as a link; the full one shows when it is pointed at. */
export const CommitLink = ({
  snapshot,
  sha,
}: {
  readonly snapshot: Snapshot
  readonly sha: string
}) => (
  <Away to={commitUrl(snapshot, sha)} title={oneLine(sha, 64)}>
    <code>{oneLine(sha.slice(0, 7))}</code>
  </Away>
)

/** Where something is said, as a link: a line of a report, or of a commit's message (`path` null). */
export const PlaceLink = ({
  snapshot,
  commit,
  path,
  line,
}: {
  readonly snapshot: Snapshot
  readonly commit: string
  readonly path: string | null
  readonly line: number | null
}) => {
  if (path === null) {
    return (
      <span>
        the message of <CommitLink snapshot={snapshot} sha={commit} />
        {line === null ? '' : `, line ${line}`}
      </span>
    )
  }
  const lines = line === null ? null : { start: line, end: line }
  return (
    <Away to={fileUrl(snapshot, commit, path, lines)}>
      <Code of={line === null ? path : `${path}:${line}`} />
    </Away>
  )
}

/** Lines of code at a commit, as a link. */
export const LinesLink = ({
  snapshot,
  commit,
  path,
  start,
  end,
}: {
  readonly snapshot: Snapshot
  readonly commit: string
  readonly path: string
  readonly start: number
  readonly end: number
}) => (
  <Away to={fileUrl(snapshot, commit, path, { start, end })}>
    <Code of={`${path}:${linesText(start, end)}`} />
  </Away>
)

/** The first line of a commit's message. */
export const Subject = ({ of: { message } }: { readonly of: Commit }) => (
  <Text of={message.slice(0, 2_000).split('\n', 1)[0] ?? ''} most={150} />
)
