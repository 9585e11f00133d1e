import { randomBytes } from 'node:crypto'
import { accountOf } from './accounts.ts'
import type { Manifest } from './app-manifest.ts'
import type { Client } from './client.ts'
import { person } from './people.ts'
import { anything } from './shapes.ts'
import { APP_ID, APP_SLUG, CLIENT_ID, CLIENT_SECRET, ORGANIZATION, USERS } from './world.ts'

type Fields = Readonly<Record<string, unknown>>

/** The App as somebody made it by a manifest. */
export interface NewApp {
  readonly name: string
  /** The login of a user or an organization. */
  readonly owner: string
  readonly manifest: Manifest
  /** ISO 8601. */
  readonly at: string
}

/** A manifest that waits for somebody to press the button. */
export interface Draft {
  readonly manifest: Manifest
  /** Null: whoever presses the button. */
  readonly organization: string | null
  readonly state: string
}

/**
 * The one App of this GitHub, where nobody has made it yet. The emulator takes no App while it runs, so it begins with
 * one that is nowhere installed and whose key nobody has; who makes an App is given that one, under the name of their
 * choice. Its slug, and the login of its bot, stay what they are.
 */
export interface NewApps {
  readonly draft: (draft: Draft) => string
  readonly drafted: (id: string) => Draft | null
  /** Makes the App. @returns the code for its credentials, good for an hour and once; null when there is one already */
  readonly make: (app: Omit<NewApp, 'at'>) => string | null
  readonly made: () => NewApp | null
  readonly redeem: (code: string) => NewApp | null
  /** The codes that were given so far are an hour old. */
  readonly expire: () => void
}

/** @param isThere whether the App is there from the beginning, so that there is no room for one */
export function newApps(isThere: boolean): NewApps {
  const drafts = new Map<string, Draft>()
  const codes = new Map<string, NewApp>()
  let made: NewApp | null = null
  const remember = <T>(where: Map<string, T>, what: T): string => {
    const id = randomBytes(20).toString('hex')
    where.set(id, what)
    return id
  }
  return {
    draft: (draft) => remember(drafts, draft),
    drafted: (id) => drafts.get(id) ?? null,
    make: (app) => {
      if (isThere || made !== null) return null
      made = { ...app, at: new Date().toISOString() }
      return remember(codes, made)
    },
    made: () => made,
    redeem: (code) => {
      const found = codes.get(code) ?? null
      codes.delete(code)
      return found
    },
    expire: () => codes.clear(),
  }
}

/** Whether an App may not be called that: accounts have their names to themselves. */
export const isTaken = (name: string): boolean =>
  [...USERS, ORGANIZATION].some((login) => login === name.toLowerCase().replaceAll(' ', '-'))

/** A user or an organization, as it is shown as the owner of an App. */
export const ownerShown = async (client: Client, login: string): Promise<unknown> =>
  login === ORGANIZATION
    ? accountOf(await client.get(anything, `/orgs/${login}`))
    : person(client, login)

/** The answer to whoever has the code: the App with all its credentials. */
export async function conversionOf(
  client: Client,
  url: string,
  { name, owner, manifest, at }: NewApp,
  secrets: { readonly privateKey: string; readonly webhookSecret: string },
): Promise<Fields> {
  return {
    id: APP_ID,
    slug: APP_SLUG,
    node_id: Buffer.from(`011:Integration${APP_ID}`).toString('base64'),
    client_id: CLIENT_ID,
    owner: await ownerShown(client, owner),
    name,
    description: manifest.description ?? null,
    external_url: manifest.url,
    html_url: `${url}/apps/${APP_SLUG}`,
    created_at: at,
    updated_at: at,
    permissions: manifest.default_permissions,
    events: manifest.default_events,
    client_secret: CLIENT_SECRET,
    webhook_secret: manifest.hook_attributes === undefined ? null : secrets.webhookSecret,
    pem: secrets.privateKey,
  }
}
