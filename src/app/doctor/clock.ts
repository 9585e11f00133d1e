import { type Finding, info, ok, warn, wrong } from './finding.ts'

/** GitHub refuses what says of itself that it was issued in the future; the App dates its tokens back by so much. */
const MOST_MS = 30_000
/** So far apart the queue's replicas may be. */
const MOST_SHARED_MS = 5_000
/** What the way to GitHub and its counting in seconds leave open. */
const UNSURE_MS = 2_000

/**
 * How far our clock is from GitHub's.
 * @param ahead ms; null when GitHub didn't say
 * @param isShared whether several replicas may share the work
 */
export function clockFinding(ahead: number | null, isShared: boolean): Finding {
  if (ahead === null) return info('clock', 'GitHub didn’t say what time it is.')
  const off = Math.abs(ahead)
  if (off <= UNSURE_MS) return ok('clock', 'It agrees with GitHub’s.')
  const found = `It is ${inWords(off)} ${ahead > 0 ? 'ahead of' : 'behind'} GitHub’s.`
  if (off > MOST_MS) return wrong('clock', found, SET_IT)
  if (off > MOST_SHARED_MS && isShared) {
    return warn('clock', `${found} Replicas share the work by their clocks.`, SET_IT)
  }
  return ok('clock', found)
}

const SET_IT =
  'Have this machine set its clock by the network (NTP, as by "timedatectl set-ntp true"). GitHub refuses tokens from the future, and those older than ten minutes.'

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  if (seconds < 120) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
}
