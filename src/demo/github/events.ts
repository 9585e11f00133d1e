import type { Client } from './client.ts'
import type { Deliveries, DeliveryAnswer } from './deliveries.ts'
import { person } from './people.ts'
import { anything, type Pull } from './shapes.ts'
import { INSTALLATION_ID, ORGANIZATION } from './world.ts'

type Fields = Readonly<Record<string, unknown>>

export interface Events {
  /** Sends an event of that repository and waits for the App's answer; null where the App isn't installed. */
  readonly send: (
    event: string,
    repository: string,
    sender: string,
    fields: Fields,
  ) => Promise<DeliveryAnswer | null>
  /** Sends an event; resolves when it has left, not when the App has answered it. */
  readonly leave: (
    event: string,
    repository: string,
    sender: string,
    fields: Fields,
  ) => Promise<void>
  /** Sends a `pull_request` event; likewise. */
  readonly pull: (action: string, pull: Pull, sender: string, fields?: Fields) => Promise<void>
}

/** The webhooks that the emulator doesn't send. */
export function events(client: Client, deliveries: Deliveries): Events {
  const payload = async (repository: string, sender: string, fields: Fields) => {
    const [about, organization, user] = await Promise.all([
      client.get(anything, `/repos/${repository}`),
      client.get(anything, `/orgs/${ORGANIZATION}`),
      person(client, sender),
    ])
    return { ...fields, repository: about, organization, sender: user, installation: INSTALLATION }
  }
  const leave: Events['leave'] = async (event, repository, sender, fields) => {
    if (!isInstalledOn(repository)) return
    void deliveries.send(event, await payload(repository, sender, fields))
  }
  return {
    leave,
    send: async (event, repository, sender, fields) =>
      isInstalledOn(repository)
        ? deliveries.send(event, await payload(repository, sender, fields))
        : null,
    pull: async (action, pull, sender, fields = {}) => {
      const about = { action, number: pull.number, pull_request: pull, ...fields }
      await leave('pull_request', pull.base.repo?.full_name ?? '', sender, about)
    },
  }
}

export const isInstalledOn = (repository: string): boolean =>
  repository.startsWith(`${ORGANIZATION}/`)

const INSTALLATION = {
  id: INSTALLATION_ID,
  node_id: Buffer.from(`023:IntegrationInstallation${INSTALLATION_ID}`).toString('base64'),
}
