import { z } from 'zod'
import { countAlternatives, isUnclear } from '../../snapshot/glob.ts'
import { quoted } from './words.ts'

/** A file of more bytes isn't read. */
export const MOST_BYTES = 64 * 1024
export const MOST_ENTRIES = 100
export const MOST_RULES = 50

const MOST_GLOB_CHARACTERS = 200
const MOST_STARS = 10
const MOST_ALTERNATIVES = 30
const MOST_COMMAND_CHARACTERS = 300
/** GitHub's logins have 39 at most, its teams' names 255. */
const MOST_NAME_CHARACTERS = 300

const stars = (text: string): number => text.split('*').length - 1

/** "`text` wrong" for a text that is wrong, and what to do next. */
const unless = (wrong: string, next: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `${quoted(input)} ${wrong}.`,
  params: { next },
})

/** Paths or branches. What `*` and the like mean here is told by `anyGlob`. */
export const glob = z
  .string()
  .min(1)
  .max(MOST_GLOB_CHARACTERS)
  .refine(
    (text) => !/[()]/u.test(text),
    unless('has a parenthesis', 'Write alternatives in braces: "src/{a,b}/**".'),
  )
  .refine(
    (text) => stars(text) <= MOST_STARS,
    unless(`has more than ${MOST_STARS} "*"`, 'Split it into simpler globs.'),
  )
  .refine(
    (text) => !text.startsWith('!'),
    unless('begins with "!", and a glob can’t be negated', 'List what should match.'),
  )
  .refine(
    (text) => !/^\.{0,2}\//u.test(text),
    unless('begins with a "/" that no path has', 'Begin with a name in the repository’s root.'),
  )
  .refine(
    (text) => !text.endsWith('/'),
    unless('ends with a "/" that no path has', 'For all that is in a folder, end with "/**".'),
  )
  .refine(
    (text) => countAlternatives(text) <= MOST_ALTERNATIVES,
    unless(`stands for more than ${MOST_ALTERNATIVES} alternatives`, 'Split it into more globs.'),
  )
  .refine(
    (text) => countAlternatives(text) > MOST_ALTERNATIVES || !isUnclear(text),
    unless(
      'has braces or brackets that don’t close, or braces without a comma or in braces',
      'Write "{a,b}" or "[ab]", and a backslash before a bracket or brace that is part of a name.',
    ),
  )
  .describe(
    'A glob: "*" and "?" match within a name, "**" across folders; "[ab]" and "{a,b}" match alternatives. Upper and lower case differ.',
  )

const line = z
  .string()
  .trim()
  .min(1)
  .refine(
    (text) => !/[\r\n]/u.test(text),
    unless('has more than one line', 'Write it in one line.'),
  )

export const command = line.max(MOST_COMMAND_CHARACTERS).describe('A command, as reports write it.')

export const checkName = line
  .max(MOST_NAME_CHARACTERS)
  .describe('The name of a check run or commit status, as GitHub shows it.')

const withoutAt = (text: string): string => text.replace(/^@/u, '')

export const login = z
  .string()
  .overwrite(withoutAt)
  .min(1)
  .max(MOST_NAME_CHARACTERS)
  .refine((text) => !text.includes('/'), unless('is no login', 'A team stands under "teams".'))
  .refine(
    (text) => text.includes('/') || /^[A-Za-z0-9][\w-]*(?:\[bot\])?$/u.test(text),
    unless('is no login', 'Write the login as in the address of the profile.'),
  )
  .describe('A login, with or without "@".')

export const team = z
  .string()
  .overwrite(withoutAt)
  .min(1)
  .max(MOST_NAME_CHARACTERS)
  .refine(
    (text) => /^[A-Za-z0-9][\w-]*\/[\w.-]+$/u.test(text),
    unless('is no team', 'Write it as "organisation/team".'),
  )
  .describe('A team as "organisation/team", with or without "@".')
