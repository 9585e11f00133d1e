import { describe, expect, it } from '@jest/globals'
import { worldOfThisFile } from '../support/app.ts'
import { code } from '../support/story.ts'
import { below, blockedPull, checkAt, rowsIn, type Story, short, untold } from './links-support.ts'

const world = worldOfThisFile()

const approval = (reviewed = '', round = '') =>
  `# Review of the retry change${round}\n\nVerdict: approve\n${reviewed === '' ? '' : `\nReviewed commit: ${reviewed}\n`}\nAll is well.\n`

const APPROVED = 'No blockers, approved by REVIEW.md'
const more = code(2, 'export const more = 1')

type Tell = (story: Story) => Promise<string>

/** What the check says of an approval by Robin, after such a story. */
async function toldOf(tell: Tell, policy = '') {
  const stories: Story[] = []
  const head = await untold(world(), async () => {
    const story = await blockedPull(world().repository, { report: approval(), policy })
    stories.push(story)
    return tell(story)
  })
  const { conclusion, title, summary } = await checkAt(world(), head)
  const rows = rowsIn(summary, 'Requirements')
  const [mark, , looked, found, next] = rows.find(([, name]) => name === 'fresh') ?? []
  const look = below(summary, '**Worth a look** (it holds nothing up)')
  const counts = rowsIn(summary, 'Reports')[0]?.[5]
  const [story] = stories
  return {
    work: short(story?.work ?? ''),
    head: short(head),
    conclusion,
    title,
    mark,
    looked,
    found,
    next,
    look,
    counts,
  }
}

describe('an approval is fresh', () => {
  it.each<[string, Tell]>([
    ['while nothing came after it', async ({ review }) => review],
    ['by the commit that it names', ({ robin, work }) => robin(approval(short(work)))],
    ['by the whole hash', ({ robin, work }) => robin(approval(work))],
    ['while only reports change', ({ robin }) => robin(`${approval()}\nThanks.\n`)],
    [
      'while the base is merged into the branch',
      async ({ casey, base, branch, repository }) => {
        await casey('Another matter', { 'src/other.ts': 'other()\n' }, { branch: base })
        return repository.mergeCommit({ into: branch, from: base, as: 'casey' })
      },
    ],
    [
      'while the base is merged into the branch, for a report that names what it reviewed',
      async ({ casey, robin, base, branch, repository, work }) => {
        await robin(approval(short(work)))
        await casey('Another matter', { 'src/other.ts': 'other()\n' }, { branch: base })
        return repository.mergeCommit({ into: branch, from: base, as: 'casey' })
      },
    ],
    [
      'when it is given again for what came after it',
      async ({ casey, robin }) => robin(approval(short(await casey('More', more)))),
    ],
    [
      'when it is written again after what came, naming nothing',
      async ({ casey, robin }) => {
        await casey('More', more)
        return robin(`${approval()}\nStill so.\n`)
      },
    ],
  ])('%s', async (_, tell) => {
    const told = await toldOf(tell)
    expect(told).toMatchObject({
      conclusion: 'success',
      title: APPROVED,
      mark: '✅',
      looked: `REVIEW.md against the head ${told.head}`,
      found: 'nothing but reports changed since',
      next: '',
      look: [],
      counts: '✅',
    })
  })

  it('while another report approves, too', async () => {
    const told = await toldOf(({ robin }) => robin('', { files: { 'reviews/two.md': approval() } }))
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by reviews/two.md',
      looked: `REVIEW.md, reviews/two.md against the head ${told.head}`,
      found: 'nothing but reports changed since',
    })
  })

  it('when a later round takes its place', async () => {
    const told = await toldOf(async ({ casey, robin }) => {
      const commit = await casey('More', more)
      return robin('', { files: { 'REVIEW-R2.md': approval(short(commit), ', round 2') } })
    })
    expect(told).toMatchObject({
      conclusion: 'success',
      title: 'No blockers, approved by REVIEW-R2.md',
      mark: '✅',
    })
  })
})

describe('an approval is stale', () => {
  it.each<[string, Tell, string]>([
    ['when code changes', ({ casey }) => casey('More', more), 'src/retry.ts'],
    [
      'when a file that has nothing to do with it changes',
      ({ casey }) => casey('More', { 'README.md': 'Read me.\n' }),
      'README.md',
    ],
    [
      'when a merge of the base brings a change of its own',
      async ({ casey, base, branch, repository }) => {
        await casey('Another matter', { 'src/other.ts': 'other()\n' }, { branch: base })
        return repository.mergeCommit({ into: branch, from: base, as: 'casey', files: more })
      },
      'src/retry.ts',
    ],
  ])('%s, and the check says since when and by what', async (_, tell, file) => {
    const told = await toldOf(tell)
    const because = `${told.head} came after what it reviewed (${told.work}) and changes ${file}`
    const next = `Let robin look at ${told.head} and say so: "Reviewed commit: ${told.head}".`
    expect(told).toMatchObject({
      conclusion: 'success',
      title: `${APPROVED} (stale)`,
      mark: '⚠️',
      looked: `REVIEW.md against the head ${told.head}`,
    })
    expect(told.found).toBe(`REVIEW.md is stale: ${because}`)
    expect(told.look).toEqual([`- ${next}`])
    expect(told.counts).toBe(`⚠️ ${because}`)
  })

  it('when many commits came, and the check counts what it doesn’t name', async () => {
    const commits: string[] = []
    const told = await toldOf(async ({ casey }) => {
      for (const file of ['a', 'b', 'c', 'd', 'e']) {
        commits.push(await casey(`More of ${file}`, { [`src/${file}.ts`]: 'more()\n' }))
      }
      return commits.at(-1) ?? ''
    })
    expect(told.found).toBe(
      `REVIEW.md is stale: ${commits.slice(0, 3).map(short).join(', ')} and 2 more came after what it reviewed (${told.work}) and change src/a.ts, src/b.ts, src/c.ts and 2 more`,
    )
  })

  it('when it names a commit that was not the last one', async () => {
    const told = await toldOf(async ({ casey, robin, work }) => {
      await casey('More', more)
      return robin(approval(short(work)))
    })
    expect(told).toMatchObject({ conclusion: 'success', title: `${APPROVED} (stale)` })
  })

  it('when it names the base, which has nothing of this', async () => {
    const told = await toldOf(async ({ repository, base, robin }) =>
      robin(approval(await repository.branchHead(base))),
    )
    expect(told.title).toBe(`${APPROVED} (stale)`)
    expect(told.found).toContain(`${told.work} came after what it reviewed`)
  })

  it('when nobody knows the commit that it names', async () => {
    const told = await toldOf(({ robin }) => robin(approval('deadbee1')))
    expect(told).toMatchObject({
      title: `${APPROVED} (stale)`,
      found: 'REVIEW.md is stale: the commit that it reviewed, deadbee1, is not here',
    })
  })
})

describe('the policy of the base', () => {
  const STRICT = 'requirements:\n  fresh: error\n'
  const IGNORING = `${STRICT}ignore: [docs/**]\n`

  it('may make a stale approval fail', async () => {
    const told = await toldOf(({ casey }) => casey('More', more), STRICT)
    const because = `${told.head} came after what it reviewed (${told.work}) and changes src/retry.ts`
    expect(told).toMatchObject({
      conclusion: 'failure',
      title: `Stale: REVIEW.md is stale: ${because}`,
      mark: '❌',
      next: `Let robin look at ${told.head} and say so: "Reviewed commit: ${told.head}".`,
      look: [],
      counts: `❌ disqualified because ${because}`,
    })
  })

  it('may let it be green again by a fresh one', async () => {
    const told = await toldOf(
      async ({ casey, robin }) => robin(approval(short(await casey('More', more)))),
      STRICT,
    )
    expect(told).toMatchObject({ conclusion: 'success', title: APPROVED })
  })

  it('may ignore paths', async () => {
    const told = await toldOf(
      ({ casey }) => casey('More', { 'docs/retry.md': 'It stops.\n' }),
      IGNORING,
    )
    expect(told).toMatchObject({ conclusion: 'success', title: APPROVED, mark: '✅' })
  })

  it('names only what it doesn’t ignore', async () => {
    const told = await toldOf(
      ({ casey }) => casey('More', { ...more, 'docs/retry.md': 'It stops.\n' }),
      IGNORING,
    )
    expect(told).toMatchObject({ conclusion: 'failure' })
    expect(told.title).toMatch(/and changes src\/retry\.ts$/u)
  })

  it('may not care', async () => {
    const told = await toldOf(({ casey }) => casey('More', more), 'requirements:\n  fresh: off\n')
    expect(told).toMatchObject({ conclusion: 'success', title: APPROVED, counts: '✅' })
  })

  it('counts, and not the one that the pull request brings', async () => {
    const loose = { '.github/countersign.yml': 'requirements:\n  fresh: off\n' }
    const told = await toldOf(({ casey }) => casey('More', { ...more, ...loose }), STRICT)
    expect(told).toMatchObject({ conclusion: 'failure' })
    expect(told.title).toMatch(/^Stale: /u)
  })
})
