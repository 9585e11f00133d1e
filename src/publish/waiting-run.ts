import type { CheckRun } from './check-run.ts'

/** A check that isn't done, as GitHub's limit of requests is used up. @param until ms of the epoch */
export function waitingRun(until: number): CheckRun {
  // A whole minute, by which it is over.
  const time = new Date(Math.ceil(until / 60_000) * 60_000).toISOString().slice(11, 16)
  return {
    conclusion: 'waiting',
    title: `Waiting for GitHub until ${time} UTC`,
    summary: [
      `This organisation’s limit of requests to GitHub is used up until ${time} UTC.`,
      '',
      'Countersign goes on by itself then; there is nothing to do. Until then, this check says nothing about the pull request.',
    ].join('\n'),
    annotations: [],
  }
}
