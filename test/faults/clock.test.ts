import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { faultsOfThisFile } from '../support/faults/fault.ts'
import { openPulls, said } from '../support/faults/pulls.ts'
import type { Stage } from '../support/faults/stage.ts'
import { fix } from '../support/story.ts'

const { fault } = faultsOfThisFile()

const folder = mkdtempSync(join(tmpdir(), 'countersign-clock-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HOUR_MS = 60 * 60 * 1_000
const SHIFTED = new URL('../support/faults/shifted-clock.js', import.meta.url)

/** A clock that can be set; a process that goes by it has this environment. */
function settableClock(name: string, hours: number) {
  const file = join(folder, name)
  const set = (to: number) => writeFileSync(file, String(to * HOUR_MS))
  set(hours)
  return { set, env: { NODE_OPTIONS: `--import=${SHIFTED.href}`, CLOCK_FILE: file } }
}

/** Work goes on in six pull requests while something happens. */
async function meanwhile({ github }: Stage, what: () => void) {
  const pulls = await openPulls(github, 6)
  what()
  for (const pull of pulls.slice(0, 2)) await said(pull, '/blockers')
  for (const { home, branch } of pulls.slice(2)) await fix(home, branch, 'B1')
  await github.settled()
  return { pulls }
}

fault('the clock is five hours ahead, and is set right', 'in process', async (stage) => {
  const clock = settableClock('ahead', 5)
  stage.deliverTo(await stage.start('all', { env: clock.env }))
  return meanwhile(stage, () => clock.set(0))
})

fault('the clock is set back by five hours', 'in process', async (stage) => {
  const clock = settableClock('back', 0)
  stage.deliverTo(await stage.start('all', { env: clock.env }))
  return meanwhile(stage, () => clock.set(-5))
})

fault('the clocks of two workers are ten hours apart, and jump', 'Redis', async (stage) => {
  const [one, other] = [settableClock('one', 5), settableClock('other', -5)]
  const { start, deliverTo } = stage
  const [web] = await Promise.all([
    start('web'),
    start('worker', { env: one.env }),
    start('worker', { env: other.env }),
  ])
  deliverTo(web)
  const aftermath = await meanwhile(stage, () => {
    one.set(-5)
    other.set(5)
  })
  for (const clock of [one, other]) clock.set(0)
  return aftermath
})
