import { expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { graphqlOf } from '../support/story.ts'
import { blocking, checkAt, rowOf, workUnder } from './trust-support.ts'

const world = worldOfThisFile()

const UNREAD = 'This report is longer than 512 KB; nothing of it was read.'

const LINE = `${'It is long. '.repeat(80)}\n`

/** A report that approves at its beginning and blocks at its end, with so much between the two. */
const reportOf = (bytes: number): string =>
  `# Review of the retry change\n\nVerdict: approve\n\n\`\`\`\n${LINE.repeat(bytes / LINE.length)}\`\`\`\n\n${blocking('Retries never stop.')}`

it.each([
  // The reader takes 512 KB; GraphQL cuts at 512,000 bytes and REST hands out up to 100 MB.
  ['515 KB', 515_000, true],
  ['600 KB', 600_000, false],
  ['5 MB', 5_000_000, false],
])('a report of %s is never read in part', async (_, bytes, isRead) => {
  const { repository, requestsDuring } = world()
  const work = await workUnder(repository, {})
  const requests = await requestsDuring(async () => {
    await work.report(reportOf(bytes))
    await work.pull()
  })
  const said = await checkAt(world(), work, await repository.branchHead(work.branch))
  expect(said.conclusion).toBe('failure')
  expect(rowOf(said, 'reports readable').mark).toBe('❌')
  expect(said.summary.includes('Retries never stop')).toBe(isRead)
  expect(said.summary.includes(UNREAD)).toBe(!isRead)
  expect(graphqlOf(requests, 'query Texts').length).toBeGreaterThan(0)
  expect(requests.filter(({ path }) => path.includes('/git/blobs/'))).toHaveLength(1)
})
