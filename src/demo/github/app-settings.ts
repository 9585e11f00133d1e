import { asApp } from './as-app.ts'
import type { Deliveries } from './deliveries.ts'
import { jsonReply } from './replies.ts'
import type { Rule } from './rules.ts'
import { APP_EVENTS, APP_PERMISSIONS } from './world.ts'

/** What the App's settings page has, but for where webhooks go. */
export interface Settings {
  readonly permissions: Readonly<Record<string, string>>
  readonly events: readonly string[]
  readonly contentType: 'json' | 'form'
  readonly hasSecret: boolean
  /** Whether certificates of where webhooks go are looked at. */
  readonly checksCertificates: boolean
}

export interface AppSettings {
  readonly now: () => Settings
  /** What installations are granted, and how webhooks are sent, stays as it was. */
  readonly change: (change: Partial<Settings>) => void
  readonly rules: readonly Rule[]
}

/** The settings of the App, and what it is shown of how webhooks are sent. */
export function appSettings(deliveries: Pick<Deliveries, 'url'>): AppSettings {
  let settings: Settings = {
    permissions: APP_PERMISSIONS,
    events: APP_EVENTS,
    contentType: 'json',
    hasSecret: true,
    checksCertificates: true,
  }
  return {
    now: () => settings,
    change: (change) => {
      settings = { ...settings, ...change }
    },
    rules: [
      {
        method: 'GET',
        path: /^\/app\/hook\/config$/,
        answer: asApp(async () =>
          jsonReply(200, {
            content_type: settings.contentType,
            insecure_ssl: settings.checksCertificates ? '0' : '1',
            // GitHub tells nobody the secret, only that there is one.
            ...(settings.hasSecret && { secret: '********' }),
            url: deliveries.url(),
          }),
        ),
      },
    ],
  }
}
