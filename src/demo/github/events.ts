import type { Client } from './client.ts'
import type { Deliveries, DeliveryAnswer } from './deliveries.ts'
import { installationShown } from './installation-rules.ts'
import type { Installations } from './installations.ts'
import type { NewNames } from './new-names.ts'
import { person } from './people.ts'
import { anything, type Pull } from './shapes.ts'
import { HOUSEKEEPER, INSTALLATIONS } from './world.ts'

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
  /** Sends an event of the installation on that account, which every App hears; as `leave`. */
  readonly installation: (event: string, account: string, fields: Fields) => Promise<void>
}

/** The webhooks that the emulator doesn't send. */
export function events(
  client: Client,
  deliveries: Deliveries,
  installations: Installations,
  names: NewNames,
): Events {
  const payload = async (repository: string, sender: string, fields: Fields) => {
    const owner = repository.split('/')[0] ?? ''
    const [about, organization, user] = await Promise.all([
      client.get(anything, `/repos/${repository}`),
      client.get(anything, `/orgs/${owner}`),
      person(client, sender),
    ])
    const installation = installationOf(INSTALLATIONS[owner] ?? 0)
    return names.shown({ ...fields, repository: about, organization, sender: user, installation })
  }
  const leave: Events['leave'] = async (event, repository, sender, fields) => {
    if (!installations.hears(repository, event)) return
    void deliveries.send(event, await payload(repository, sender, fields))
  }
  return {
    leave,
    send: async (event, repository, sender, fields) =>
      installations.hears(repository, event)
        ? deliveries.send(event, await payload(repository, sender, fields))
        : null,
    pull: async (action, pull, sender, fields = {}) => {
      const about = { action, number: pull.number, pull_request: pull, ...fields }
      await leave('pull_request', pull.base.repo?.full_name ?? '', sender, about)
    },
    installation: async (event, account, fields) => {
      const installation = await installationShown(client, installations.byAccount(account))
      const sender = await person(client, HOUSEKEEPER)
      void deliveries.send(event, names.shown({ ...fields, installation, sender }))
    },
  }
}

const installationOf = (id: number) => ({
  id,
  node_id: Buffer.from(`023:IntegrationInstallation${id}`).toString('base64'),
})
