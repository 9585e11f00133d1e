import { z } from 'zod'
import type { Client } from './client.ts'
import { anything } from './shapes.ts'
import { ORGANIZATION, type User } from './world.ts'

/** Makes a team of the organization, or gives one that is there these members and no others. */
export async function team(client: Client, slug: string, members: readonly User[]): Promise<void> {
  const teams = `/orgs/${ORGANIZATION}/teams`
  const { status } = await client.ask('GET', `${teams}/${slug}`)
  if (status === 404) await client.send(anything, 'POST', teams, { name: slug })
  const present = await client.get(membersShape, `${teams}/${slug}/members?per_page=100`)
  const gone = present.filter(({ login }) => !members.some((member) => member === login))
  for (const { login } of gone) {
    await client.send(anything, 'DELETE', `${teams}/${slug}/memberships/${login}`, undefined)
  }
  for (const login of members) {
    const path = `${teams}/${slug}/memberships/${login}`
    await client.send(anything, 'PUT', path, { role: 'member' })
  }
}

const membersShape = z.array(z.looseObject({ login: z.string() }))
