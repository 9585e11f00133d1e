import type { z } from 'zod'
import { type Misfit, misfitsOf, valueAt } from './misfits.ts'
import { type PolicyFile, policyFile } from './schema.ts'
import { MOST_BYTES } from './texts.ts'
import { readYaml } from './yaml.ts'
import type { Wrong } from './yaml-tree.ts'

/** What is wrong in a policy file, where, and what to do next. */
export interface PolicyProblem extends Wrong {
  readonly file: string
}

export interface PolicyReading {
  /** Null when there is any problem: a policy isn't guessed. */
  readonly file: PolicyFile | null
  /** In the order of the lines. */
  readonly problems: readonly PolicyProblem[]
}

/**
 * Reads a policy file. Never throws. All problems are listed; only where YAML itself is broken, so that what it means
 * would be guessed, are the others left for when it is mended.
 * @param where the file's name, for the problems
 */
export function readPolicyFile(text: string, where: { readonly name: string }): PolicyReading {
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST_BYTES) return refused(where.name, [tooLong(bytes)])
  const yaml = readYaml(text)
  if (yaml.content === null) return refused(where.name, yaml.problems)
  // Only comments, or nothing at all: everything is left as it is.
  const value = yaml.content.value ?? {}
  const parsed = policyFile.safeParse(value)
  const misfits = parsed.success ? [] : allMisfits(parsed.error, value)
  const problems = [
    ...yaml.problems,
    ...misfits.map(({ path, message, next }) => ({ line: yaml.lineAt(path), message, next })),
  ]
  if (parsed.success && problems.length === 0) return { file: parsed.data, problems: [] }
  return refused(where.name, problems)
}

const tooLong = (bytes: number): Wrong => ({
  line: 1,
  message: `The file has ${bytes} bytes, more than ${MOST_BYTES}.`,
  next: `Keep to ${MOST_BYTES / 1024} KB.`,
})

/** A problem in what an alias stands for is one problem, wherever the alias is used. */
function refused(file: string, problems: readonly Wrong[]): PolicyReading {
  const once = new Map(
    problems.map(({ line, message, next }) => [
      JSON.stringify([line, message]),
      { file, line, message, next },
    ]),
  )
  return { file: null, problems: [...once.values()].sort((a, b) => a.line - b.line) }
}

/** Zod doesn't look into a list that is too long, so it is cut, and looked at again. */
function allMisfits(error: z.ZodError, value: unknown): readonly Misfit[] {
  const misfits = error.issues.flatMap((issue) => misfitsOf(issue, value))
  const cuts = error.issues.filter((issue) => cutTooLong(issue, value))
  const again = cuts.length > 0 ? policyFile.safeParse(value).error : undefined
  return again === undefined ? misfits : [...misfits, ...allMisfits(again, value)]
}

function cutTooLong(issue: z.core.$ZodIssue, value: unknown): boolean {
  if (issue.code !== 'too_big') return false
  const list = valueAt(value, issue.path)
  if (!Array.isArray(list)) return false
  list.length = Number(issue.maximum)
  return true
}
