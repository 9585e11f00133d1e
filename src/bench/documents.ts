import { existsSync, readFileSync } from 'node:fs'

/** Something that people write and the App reads: a report, or the messages of a few commits. */
export interface Document {
  readonly name: string
  readonly report: string | null
  readonly messages: readonly string[]
}

/** Five real documents, kept beside this repository; small ones of our own where they are not there. */
export function documents(): { readonly real: boolean; readonly documents: readonly Document[] } {
  const real = existsSync(SEEDS)
  return { real, documents: real ? REPORTS.map(seedReport).concat(seedCommits()) : OWN }
}

/** Ordinary review text: blockers with evidence, what was run, and notes until it is that long. */
export function longReport(bytes: number, blockers = 40): Document {
  const listed = BLOCKERS.slice(0, blockers)
  let report = [...HEADER, '## Blocking issues', '', ...listed, ...VALIDATION, ...NOTES].join('\n')
  for (let index = 0; Buffer.byteLength(report) < bytes; index++) report += item('note', index)
  return { name: `${bytes / 1024} KB of review`, report, messages: [] }
}

const SEEDS = new URL('../../../shared/seeds/restored/', import.meta.url)
const REPORTS = [
  '000-consolidated-review',
  '001-rereview-approve',
  '002-review-blocking',
  '004-audit-report',
]

const seedReport = (name: string): Document => ({
  name,
  report: readFileSync(new URL(`${name}.md`, SEEDS), 'utf8'),
  messages: [],
})

function seedCommits(): Document {
  const text = readFileSync(new URL('003-commits.json', SEEDS), 'utf8')
  const commits = JSON.parse(text) as readonly { readonly message: string }[]
  return { name: '003-commits', report: null, messages: commits.map(({ message }) => message) }
}

const HEADER = ['# Review: retries', '', 'Verdict: blocking', '', 'Round: 1', '']
const VALIDATION = ['', '## Validation run', '', '- `npm test`: 312 passed', '- `npm run lint`: ok']

const WORDS = ['upload', 'login', 'export', 'search', 'billing', 'import', 'backup', 'preview']

const item = (kind: string, index: number): string =>
  `${index + 1}. **Case ${index + 1} of the ${WORDS[index % WORDS.length]} path is not handled (${kind}).** \`src/part${index}/retry.ts:${index + 3}-${index + 9}\` goes on when the server answers ${400 + index}, while the ticket asks for an end after five tries.

   The caller can’t tell the two apart: it sees \`null\` both times. A test that answers ${400 + index} twice would show it, see \`test/part${index}/retry.test.ts:${index + 1}\`.
`

const BLOCKERS = Array.from({ length: 40 }, (_, index) => item('blocker', index))
const NOTES = ['', '', '## Non-blocking notes', '', '']

const OWN: readonly Document[] = [
  {
    name: 'two blockers',
    report: [...HEADER, '## Blocking issues', '', ...BLOCKERS.slice(0, 2)].join('\n'),
    messages: [],
  },
  {
    name: 'ten notes',
    report: ['# Review', '', 'Verdict: approve', ...NOTES, ...BLOCKERS.slice(0, 10)].join('\n'),
    messages: [],
  },
  { name: 'what was run', report: [...HEADER, ...VALIDATION].join('\n'), messages: [] },
  {
    name: 'an approval',
    report: '# Re-review\n\nVerdict: approve\n\nNothing blocks.\n',
    messages: [],
  },
  {
    name: 'a commit',
    report: null,
    messages: ['Give up after five tries\n\nIt looped for ever.\n\nFixes-Blocker: B1, R1-B2\n'],
  },
]
