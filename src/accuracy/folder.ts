import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type ReportLabel, readLabels } from './labels.ts'

/** A report with what it says by its label. */
export interface LabelledReport {
  readonly file: string
  readonly text: string
  readonly label: ReportLabel
}

/** What a folder holds, and what is wrong with it. */
export interface Folder {
  readonly reports: readonly LabelledReport[]
  /** Markdown files beside a labels.json that does not name them. */
  readonly unlabelled: readonly string[]
  readonly problems: readonly string[]
}

/** Reads the labelled reports of a folder: those of its own labels.json and of those in its subfolders. */
export function readFolder(path: string): Folder {
  if (!existsSync(path)) return wrong(`${path}: there is no such folder`)
  const found = filesIn(path).filter((file) => /(?:^|[\\/])labels\.json$/u.test(file))
  if (found.length === 0) return wrong(`${path}: there is no labels.json in it`)
  return together(found.map((file) => readLabelled(join(path, file))))
}

const wrong = (problem: string): Folder => ({ reports: [], unlabelled: [], problems: [problem] })

const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()

/** Several folders as one. */
export const together = (folders: readonly Folder[]): Folder => ({
  reports: folders.flatMap(({ reports }) => reports),
  unlabelled: folders.flatMap(({ unlabelled }) => unlabelled),
  problems: folders.flatMap(({ problems }) => problems),
})

function readLabelled(file: string): Folder {
  const read = readLabels(readFileSync(file, 'utf8'), file)
  if (!read.ok) return { reports: [], unlabelled: [], problems: read.problems }
  const named = [...read.labels].map(([name, label]) => readOne(file, name, label))
  return {
    ...together(named),
    unlabelled: unlabelledBeside(file, new Set(read.labels.keys())),
  }
}

function readOne(labels: string, name: string, label: ReportLabel): Folder {
  const file = join(dirname(labels), name)
  if (!existsSync(file)) return wrong(`${labels}: ${name}: there is no such report`)
  const text = readFileSync(file, 'utf8')
  const last = text.split('\n').length
  const beyond = linesOf(label).filter((line) => line > last)
  return {
    reports: [{ file: relative('', file), text, label }],
    unlabelled: [],
    problems: beyond.map((line) => `${labels}: ${name}: line ${line}, but it ends at ${last}`),
  }
}

const linesOf = ({ verdictLine, blockers, validation }: ReportLabel): readonly number[] =>
  [
    verdictLine,
    ...blockers.map(({ line }) => line),
    ...(validation ?? []).map(({ line }) => line),
  ].filter((line) => typeof line === 'number')

const unlabelledBeside = (labels: string, named: ReadonlySet<string>): readonly string[] =>
  readdirSync(dirname(labels))
    .filter((name) => name.endsWith('.md') && !named.has(name))
    .sort()
    .map((name) => relative('', join(dirname(labels), name)))
