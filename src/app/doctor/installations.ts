import { z } from 'zod'
import { httpStatus } from '../../snapshot/http-status.ts'
import type { ClientOf, ShownApp } from './asked-app.ts'
import { type Finding, info, ok, reasonOf, warn, wrong } from './finding.ts'
import { missingFrom } from './wanted.ts'

/** GitHub shows so many at once; of more, the others aren't looked at. */
const PAGE = 100
/** So many are asked what is left of their quota, and named where all is well. */
const SAMPLE = 5
/** Below that share the App keeps the rest back. */
const KEPT_BACK = 1 / 50

/** Where the App is installed, whether it may do its work there, and how many requests it has left. */
export async function installationFindings(
  clientOf: ClientOf,
  app: ShownApp,
): Promise<readonly Finding[]> {
  const { data } = await clientOf(null).rest.apps.listInstallations({ per_page: PAGE })
  const all = z.array(Installation).parse(data)
  if (all.length === 0) {
    const next = `Install it on the repositories that are to use it: ${app.page}/installations/new`
    return [wrong('installations', 'The App is installed nowhere.', next)]
  }
  const found = all.flatMap((one) => standing(one, app))
  const living = all.filter(({ suspended_at: at }) => at === null)
  const limits = await Promise.all(living.slice(0, SAMPLE).map((one) => limit(clientOf, one)))
  const names = all.slice(0, SAMPLE).map(nameOf).join(', ')
  const rest = all.length > SAMPLE ? ` and ${all.length - SAMPLE} more` : ''
  const fine = ok(
    'installations',
    `${all.length === PAGE ? `${PAGE} or more` : all.length}: ${names}${rest}.`,
  )
  return [...(found.length === 0 ? [fine] : found), ...limits]
}

const Installation = z.object({
  id: z.number(),
  account: z
    .object({ login: z.string() })
    .or(z.object({ slug: z.string() }))
    .nullable(),
  html_url: z.string(),
  suspended_at: z.string().nullable(),
  permissions: z.record(z.string(), z.string()),
  events: z.array(z.string()),
})
type Installation = z.output<typeof Installation>

const nameOf = ({ id, account }: Installation): string => {
  if (account === null) return String(id)
  return 'login' in account ? account.login : account.slug
}

function standing(one: Installation, app: ShownApp): readonly Finding[] {
  const what = `installation ${nameOf(one)}`
  if (one.suspended_at !== null) {
    const found = `Suspended since ${one.suspended_at}: nothing is looked at there.`
    return [warn(what, found, `Its owner can end that: ${one.html_url}`)]
  }
  // What the App itself lacks is said once.
  const lacking = new Set(missingFrom(app.permissions))
  const missing = missingFrom(one.permissions).filter((name) => !lacking.has(name))
  if (missing.length === 0) return []
  const next = `Its owner has to approve them ("Review request"): ${one.html_url}`
  return [wrong(what, `Not granted there yet: ${missing.join(', ')}.`, next)]
}

async function limit(clientOf: ClientOf, one: Installation): Promise<Finding> {
  const what = `quota of ${nameOf(one)}`
  try {
    const { data } = await clientOf(one.id).rest.rateLimit.get()
    const { core, graphql } = Limits.parse(data).resources
    const quotas = [
      said(core, 'requests'),
      ...(graphql === undefined ? [] : [said(graphql, 'points of GraphQL')]),
    ]
    const found = `${quotas.map(({ text }) => text).join(', ')} left.`
    if (!quotas.some(({ isLow }) => isLow)) return ok(what, found)
    return warn(
      what,
      found,
      'Until then checks there say "Waiting for GitHub", and nothing else is done.',
    )
  } catch (error) {
    if (httpStatus(error) === 404) return info(what, 'This GitHub has no limits.')
    return warn(
      what,
      `It can’t be asked for: ${reasonOf(error)}.`,
      'Try again; see githubstatus.com.',
    )
  }
}

const Quota = z.object({ remaining: z.number(), limit: z.number(), reset: z.number() })
const Limits = z.object({ resources: z.object({ core: Quota, graphql: Quota.optional() }) })

function said({ remaining, limit: of, reset }: z.output<typeof Quota>, unit: string) {
  const isLow = remaining < of * KEPT_BACK
  const until = isLow ? ` until ${new Date(reset * 1_000).toISOString().slice(11, 16)} UTC` : ''
  return { isLow, text: `${remaining} of ${of} ${unit}${until}` }
}
