import type { MessagePort } from 'node:worker_threads'
import { type Command, readCommands } from '../command/read-commands.ts'
import type { CommitMessage } from '../commit/message.ts'
import { readCommit } from '../commit/read-commit.ts'
import { readReport } from '../review/read-report.ts'
import type { ReviewReport } from '../review/report.ts'

/** One text to read; `begun` is told when its reading begins. */
export interface Task {
  readonly text: string
  readonly begun: MessagePort
}

/** What a thread runs: a report's reading. */
export function report({ text, begun }: Task): ReviewReport {
  begun.postMessage(null)
  return readReport(text)
}

/** What a thread runs: a commit message's reading. */
export function message({ text, begun }: Task): CommitMessage {
  begun.postMessage(null)
  return readCommit(text)
}

/** What a thread runs: a comment's reading. */
export function comment({ text, begun }: Task): readonly Command[] {
  begun.postMessage(null)
  return readCommands(text)
}
