import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { blocking, checkAt, type Files, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const TEXT = 'one\ntwo\nthree\n'

/** What the check says of a report that cites that place of a file which the base has already. */
async function saidOf(before: Files, cited: string): Promise<string> {
  const work = await workUnder(world().repository, { before })
  const head = await work.report(blocking(`It is wrong, \`${cited}\`.`))
  return (await checkAt(world(), work, head)).summary
}

it.each<[what: string, file: Files, cited: string, said: RegExp | null]>([
  ['a file, within it', { 'lib/a.ts': TEXT }, 'lib/a.ts:3', null],
  ['a file, beyond it', { 'lib/a.ts': TEXT }, 'lib/a.ts:4', /lib\/a\.ts has 3 lines at .*line 4/u],
  ['a file of one line', { 'lib/a.ts': 'one' }, 'lib/a.ts:1', null],
  ['beyond a file of one line', { 'lib/a.ts': 'one' }, 'lib/a.ts:2', /has 1 lines at/u],
  ['a folder', { 'lib/deep/a.ts': TEXT }, 'lib/deep:1', /There is no lib\/deep at /u],
  [
    'a submodule',
    { 'lib/sub.ts': { submodule: 'a'.repeat(40) } },
    'lib/sub.ts:1',
    /There is no lib\/sub\.ts at /u,
  ],
  [
    'a symbolic link, within what it leads to',
    { 'lib/link.ts': { symlink: 'a.ts' }, 'lib/a.ts': TEXT },
    'lib/link.ts:3',
    null,
  ],
  [
    'a symbolic link, beyond what it leads to',
    { 'lib/link.ts': { symlink: 'a.ts' }, 'lib/a.ts': TEXT },
    'lib/link.ts:4',
    /lib\/link\.ts has 3 lines at /u,
  ],
  ['nothing', {}, 'lib/none.ts:1', /There is no lib\/none\.ts at /u],
  // How many lines it has GraphQL doesn't tell, and REST neither: nobody says that the line isn't there.
  ['a file of 1.5 MB', { 'lib/a.ts': 'line\n'.repeat(300_000) }, 'lib/a.ts:299999', null],
])('a report may cite %s', async (_, before, cited, expected) => {
  const summary = await saidOf(before, cited)
  if (expected === null) expect(summary).not.toMatch(/There is no |has \d+ lines at/u)
  else expect(summary).toMatch(expected)
})
