import { z } from 'zod'
import type { Client } from './client.ts'

/** A user as GitHub shows him beside other things; null when there is none of that name. */
export async function person(client: Client, login: string): Promise<Person | null> {
  const { status, body } = await client.ask('GET', `/users/${encodeURIComponent(login)}`)
  if (status !== 200) return null
  const user = userShape.parse(body)
  return { ...user, type: user.login.endsWith('[bot]') ? 'Bot' : user.type }
}

export type Person = z.infer<typeof userShape>

/** What GitHub shows of a user on his own page only is left out. */
const userShape = z.object({
  login: z.string(),
  id: z.number(),
  node_id: z.string(),
  avatar_url: z.string(),
  gravatar_id: z.string(),
  url: z.string(),
  html_url: z.string(),
  followers_url: z.string(),
  following_url: z.string(),
  gists_url: z.string(),
  starred_url: z.string(),
  subscriptions_url: z.string(),
  organizations_url: z.string(),
  repos_url: z.string(),
  events_url: z.string(),
  received_events_url: z.string(),
  type: z.string(),
  site_admin: z.boolean(),
})
