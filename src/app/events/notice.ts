import { z } from 'zod'
import { Id, Repository } from './shapes.ts'

/** Where to look: an event says no more than this, what is true there is read from GitHub afterwards. */
export type Look =
  | { readonly at: 'pull'; readonly number: number }
  /** Every open pull request from this branch of this repository. */
  | { readonly at: 'branch'; readonly branch: string }
  /** Every open pull request whose head is this commit; `branch` is null for a fork's. */
  | { readonly at: 'head'; readonly sha: string; readonly branch: string | null }
  /** The same, if its policy holds claims against the check of that name. */
  | {
      readonly at: 'check'
      readonly sha: string
      readonly branch: string | null
      readonly name: string
    }
  /** A merge group: its head, and its branch, which names a pull request. */
  | { readonly at: 'queue'; readonly sha: string; readonly branch: string }
  /** A pull request that was merged, and the others at its head. */
  | { readonly at: 'merged'; readonly number: number; readonly sha: string }

/** A look at one repository, and whether GitHub waits for an answer even if nothing has changed ("Re-run"). */
export interface Notice {
  readonly installation: number
  readonly owner: string
  readonly repo: string
  readonly look: Look
  readonly again: boolean
  /** The head that the event tells of: what GitHub answers may be older, for a moment. */
  readonly head: string | null
  /** Comments and reviews whose commands wait for an answer: GitHub's global node ids. */
  readonly heard: readonly string[]
  /** GitHub sends another event for the same push, which says more: this one only matters where that was lost. */
  readonly net: boolean
}

/** What one kind of event asks for, if anything. */
export interface EventReader {
  readonly events: readonly string[]
  /** @throws ZodError when the payload is not what GitHub documents */
  readonly read: (payload: unknown) => Asked | null
}

/** Only what people say is heard; most events are no mere net. */
export type Asked = Pick<Notice, 'look' | 'again' | 'head'> & Partial<Pick<Notice, 'heard' | 'net'>>

const Envelope = z.object({
  installation: z.object({ id: Id }),
  repository: Repository,
})

/** Reads an event's payload: who and where, the same for every event, and what its own reader makes of it. */
export function noticeOf(reader: EventReader, payload: unknown): Notice | null {
  const asked = reader.read(payload)
  if (asked === null) return null
  const { installation, repository } = Envelope.parse(payload)
  return {
    installation: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    heard: [],
    net: false,
    ...asked,
  }
}
