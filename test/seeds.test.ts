import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readCommit } from '../src/commit/read-commit.ts'
import type { ValidationRun } from '../src/reading/types.ts'
import { readReport } from '../src/review/read-report.ts'

/** Five real documents, kept beside this repository and read from there. */
const SEEDS = new URL('../../shared/seeds/', import.meta.url)
const present = existsSync(new URL('expected.json', SEEDS))
if (!present) process.stdout.write('skipped: no seed documents beside this repository\n')

const read = (name: string): string => readFileSync(new URL(name, SEEDS), 'utf8')

interface ExpectedBlocker {
  readonly titleStarts: string
  readonly ordinal: number
  readonly state: string
  readonly fixCommits: readonly string[]
  readonly evidence?: readonly string[]
}

type Expected = Readonly<Record<string, unknown>>

const expected: Readonly<Record<string, Expected>> = present
  ? JSON.parse(read('expected.json'))
  : {}
const reports = Object.entries(expected).filter(([, document]) => document.kind === 'report')

/** What a reading says, in the words of the field of `expected.json` that is held against it. */
function actual(field: string, text: string, wanted: unknown): unknown {
  const report = readReport(text)
  switch (field) {
    case 'kind':
      return 'report'
    case 'verdict':
      return { outcome: report.verdict.outcome, qualifier: report.verdict.qualifier }
    case 'blockers':
      return report.blockers.map((blocker, index) => {
        const { titleStarts, evidence } = (wanted as readonly ExpectedBlocker[])[index] ?? {
          titleStarts: '',
        }
        return {
          ordinal: blocker.ordinal,
          titleStarts: blocker.title.slice(0, titleStarts.length),
          state: blocker.state,
          fixCommits: blocker.fixCommits.map(({ sha }) => sha),
          ...(evidence === undefined ? {} : { evidence: blocker.evidence.map(written) }),
        }
      })
    case 'claimedBlockerCount':
      return report.claimedBlockerCount?.count ?? null
    case 'quotedCommits':
      return report.quotedCommits.map(({ sha, subject }) => ({ sha, subject }))
    case 'resolvesPriorBlockers':
      return report.resolutions.map(({ of, count, commits }) => ({
        count,
        ofRound: 'round' in of ? of.round : 'label' in of ? of.label : of.note,
        fixCommits: commits.map(({ sha }) => sha),
      }))[0]
    case 'notTheVerdict':
      return report.asides.map((aside) => aside.text)
    case 'evidence':
      return report.evidence.map(written)
    case 'validation':
      return runsLike(report.validation, wanted as readonly Expected[])
    case 'discrepancies':
      return report.discrepancies.map(({ about, figures }, index) => ({
        about,
        figures,
        // A remark to the person who reads `expected.json`.
        note: (wanted as readonly Expected[])[index]?.note,
      }))
    case 'notes':
    case 'residualRisks':
    case 'followUps':
      return report[field].length
    case 'title':
    case 'round':
    case 'iterations':
    case 'reviewedHead':
    case 'reviewedRange':
    case 'branch':
    case 'base':
    case 'commitsAhead':
      return report[field]
    default:
      throw new Error(`expected.json has a field that this test doesn't know: ${field}`)
  }
}

const written = ({ path, start, end }: { path: string; start: number; end: number }): string =>
  start === end ? `${path}:${start}` : `${path}:${start}-${end}`

/** Runs in the form that is expected: grouped by who ran them, or one by one with the figures that are given. */
function runsLike(runs: readonly ValidationRun[], wanted: readonly Expected[]): unknown {
  if (!wanted.some((entry) => 'commands' in entry)) {
    return runs.map((run, index) =>
      Object.fromEntries(
        Object.keys(wanted[index] ?? run).map((key) => [key, run[key as keyof ValidationRun]]),
      ),
    )
  }
  const roles = [...new Set(runs.map(({ by }) => by))]
  return roles.map((by, index) => {
    const own = runs.filter((run) => run.by === by)
    const outcomes = [...new Set(own.map(({ outcome }) => outcome))]
    const outcome = wanted[index]?.outcome === undefined ? {} : { outcome: outcomes.join() }
    return { by, ...outcome, commands: own.map(({ command }) => command) }
  })
}

const seeds = present ? describe : describe.skip

seeds('restored', () => {
  for (const [name, document] of reports) {
    test.each(Object.entries(document))(`${name}: %s`, (field, wanted) => {
      expect(actual(field, read(`restored/${name}.md`), wanted)).toEqual(wanted)
    })
  }

  const messages: readonly { sha: string; message: string }[] = present
    ? JSON.parse(read('restored/003-commits.json'))
    : []
  const commits = Object.entries(
    (expected['003-commits']?.commits ?? {}) as Record<string, Expected>,
  )
  for (const [sha, document] of commits) {
    test.each(Object.entries(document))(`003-commits ${sha}: %s`, (field, wanted) => {
      const message = messages.find((commit) => commit.sha === sha)?.message ?? ''
      expect(inCommit(field, sha, message, wanted)).toEqual(wanted)
    })
  }
})

function inCommit(field: string, sha: string, message: string, wanted: unknown): unknown {
  const commit = readCommit(message)
  switch (field) {
    case 'refs':
      return commit.refs.map((ref) => ref.sha)
    case 'addressesReviewOf':
      return commit.addressesReviewOf.map((review) => review.sha)
    case 'blockers':
      return commit.findings.map(({ ordinal, title }, index) => ({
        ordinal,
        titleStarts: title.slice(
          0,
          (wanted as readonly ExpectedBlocker[])[index]?.titleStarts.length,
        ),
        state: 'fixed',
        fixCommits: [sha],
      }))
    case 'claimedBlockerCount':
      return commit.claimedFindingCount?.count ?? null
    case 'validation':
      return runsLike(commit.validation, wanted as readonly Expected[])
    case 'trailers':
      return commit.trailers.map(({ key, value }) => [key, value])
    case 'manualSteps':
    case 'followUps':
      return commit[field].length
    default:
      throw new Error(`expected.json has a field that this test doesn't know: ${field}`)
  }
}

seeds('as found', () => {
  const asFound = (name: string) => readReport(read(`as-found/${name}.txt`))

  test.each(reports)(
    '%s: the verdict, the commits, the reviewed head, and nothing invented',
    (name, document) => {
      const report = asFound(name)
      const { outcome, qualifier } = report.verdict
      expect({ outcome, qualifier }).toEqual(document.verdict)
      expect(report.reviewedHead).toBe(document.reviewedHead)
      const restored = readReport(read(`restored/${name}.md`))
      const titles = restored.blockers.map(({ title }) => title.slice(0, 40))
      expect(titles).toEqual(
        expect.arrayContaining(report.blockers.map(({ title }) => title.slice(0, 40))),
      )
      const places = [
        ...restored.evidence,
        ...restored.blockers.flatMap(({ evidence }) => evidence),
      ].map(written)
      const cited = [
        ...report.evidence,
        ...report.blockers.flatMap(({ evidence }) => evidence),
      ].map(written)
      expect(places).toEqual(expect.arrayContaining(cited))
      const commands = restored.validation.map(({ command }) => command)
      expect(commands).toEqual(
        expect.arrayContaining(report.validation.map(({ command }) => command)),
      )
    },
  )

  test('000: the fix commit with its subject, and a diagnostic at the glued items', () => {
    const report = asFound('000-consolidated-review')
    expect(report.quotedCommits).toMatchObject(
      expected['000-consolidated-review']?.quotedCommits as object,
    )
    const [line] = report.diagnostics
      .filter(({ code }) => code === 'items-run-together')
      .map((one) => one.line)
    expect(read('as-found/000-consolidated-review.txt').split('\n')[(line ?? 0) - 1]).toContain(
      'reported success.- Rec',
    )
  })

  test('001: d2e8087 addresses the two blockers of round 1', () => {
    const { resolutions, diagnostics } = asFound('001-rereview-approve')
    expect(resolutions).toMatchObject([
      { of: { round: 1 }, count: 2, commits: [{ sha: 'd2e8087' }] },
    ])
    expect(diagnostics.map(({ code }) => code)).toContain('items-run-together')
  })

  test('003: every message of the page, with its findings and figures', () => {
    const text = read('as-found/003-commit-graph.txt')
    const heads = [...text.matchAll(/^\S+ ([0-9a-f]{10}) (?=\S)/gm)]
    const commits = new Map(
      heads.map((head, index) => {
        const end = heads[index + 1]?.index ?? text.length
        const message = text
          .slice(head.index + head[0].length, end)
          .replace(/^\d{4}-\d{2}-\d{2} [\d:+ ]+$/gm, '')
        return [head[1], readCommit(message.trim())]
      }),
    )
    const { commits: wanted } = expected['003-commits'] as { commits: object }
    expect([...commits.keys()]).toEqual(Object.keys(wanted))
    expect(commits.get('ce51d92df0')).toMatchObject({
      addressesReviewOf: [{ sha: '348a02c' }],
      claimedFindingCount: { count: 3 },
      findings: [{}, {}, {}],
    })
    expect(
      commits.get('ce51d92df0')?.validation.find(({ command }) => command === 'just test')?.passed,
    ).toBe(88)
    expect([...commits.values()].filter(({ findings }) => findings.length > 0)).toHaveLength(1)
  })
})
