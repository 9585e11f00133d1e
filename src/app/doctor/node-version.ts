import { type Finding, ok, wrong } from './finding.ts'

/** The versions of Node that package.json names: each of these majors from that minor on. */
const FROM: Readonly<Record<number, number>> = { 20: 18, 22: 0, 24: 0 }

/** Whether the App runs on this Node. @param version as `22.1.0` */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const from = FROM[major]
  if (from !== undefined && minor >= from) return ok('Node', `${version}.`)
  return wrong('Node', `${version}, with which it isn't tried.`, `Use ${RANGE}.`)
}

const RANGE = `Node ${Object.entries(FROM)
  .map(([major, minor]) => `${major}.${minor}`)
  .join(', ')
  .replace(/, ([\d.]+)$/u, ' or $1')} or later of the same major`
