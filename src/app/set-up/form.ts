import { randomInt } from 'node:crypto'
import type { Config } from '../config.ts'
import { MOST_OF_A_NAME, type Wanted } from './manifest.ts'
import { isLocal, type Settings } from './settings.ts'
import { LOCAL_ADDRESS, NAME_TOO_LONG, NEEDS_A_NAME, NO_LOGIN } from './words.ts'

/** The form of the first page as it was filled in. */
export interface Filled {
  readonly name: string
  readonly organization: string
  readonly publicUrl: string
  readonly isPublic: boolean
}

export type FormRead =
  | { readonly ok: true; readonly wanted: Wanted }
  | { readonly ok: false; readonly problems: readonly string[] }

/** What the form says before anybody wrote into it. No two Apps on GitHub have one name: chance makes it a free one. */
export const suggested = ({ publicUrl }: Config): Filled => ({
  name: `Countersign-${Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`,
  organization: '',
  publicUrl: publicUrl ?? '',
  isPublic: false,
})

const LETTERS = 'abcdefghjkmnpqrstuvwxyz'

export function filledIn(form: URLSearchParams): Filled {
  const field = (name: string) => (form.get(name) ?? '').trim()
  return {
    name: field('name'),
    organization: field('organization'),
    publicUrl: field('public_url'),
    isPublic: field('who') === 'everybody',
  }
}

/** What is wanted by a form, or what is wrong with it, as sentences. */
export function readForm(filled: Filled, settings: Settings, config: Config): FormRead {
  const problems: string[] = []
  const { name, organization, isPublic } = filled
  if (name === '') problems.push(NEEDS_A_NAME)
  if (name.length > MOST_OF_A_NAME) problems.push(NAME_TOO_LONG)
  if (organization !== '' && !LOGIN.test(organization)) problems.push(NO_LOGIN)
  const address = config.publicUrl === null ? filled.publicUrl : config.publicUrl
  const read = settings(address === '' ? {} : { PUBLIC_URL: address })
  if (!read.ok) problems.push(...read.problems.map(ofTheAddress))
  const publicUrl = read.ok ? read.config.publicUrl : null
  if (publicUrl !== null && isLocal(publicUrl) && !isLocal(config.webUrl)) {
    problems.push(LOCAL_ADDRESS)
  }
  if (problems.length > 0) return { ok: false, problems }
  const owner = organization === '' ? null : organization
  return { ok: true, wanted: { name, organization: owner, publicUrl, isPublic } }
}

const LOGIN = /^[a-z\d][\w-]{0,38}$/iu

const ofTheAddress = (problem: string): string => problem.replace(/^PUBLIC_URL/u, 'The address')
