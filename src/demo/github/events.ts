import type { Client } from './client.ts'
import type { Deliveries, DeliveryAnswer } from './deliveries.ts'
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
  /** Sends a `pull_request` event; resolves when it has left, not when the App has answered it. */
  readonly pull: (action: string, pull: Pull, sender: string, fields?: Fields) => Promise<void>
}

/** The webhooks that the emulator doesn't send. */
export function events(client: Client, deliveries: Deliveries): Events {
  const payload = async (repository: string, sender: string, fields: Fields) => {
    const [about, organization, user] = await Promise.all([
      client.get(anything, `/repos/${repository}`),
      client.get(anything, `/orgs/${ORGANIZATION}`),
      client.get(anything, `/users/${encodeURIComponent(sender)}`),
    ])
    return { ...fields, repository: about, organization, sender: user, installation: INSTALLATION }
  }
  return {
    send: async (event, repository, sender, fields) =>
      isInstalledOn(repository)
        ? deliveries.send(event, await payload(repository, sender, fields))
        : null,
    pull: async (action, pull, sender, fields = {}) => {
      const repository = pull.base.repo?.full_name ?? ''
      if (!isInstalledOn(repository)) return
      const about = { action, number: pull.number, pull_request: pull, ...fields }
      void deliveries.send('pull_request', await payload(repository, sender, about))
    },
  }
}

export const isInstalledOn = (repository: string): boolean =>
  repository.startsWith(`${ORGANIZATION}/`)

const INSTALLATION = {
  id: INSTALLATION_ID,
  node_id: Buffer.from(`023:IntegrationInstallation${INSTALLATION_ID}`).toString('base64'),
}
