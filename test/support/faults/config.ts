import type { Config } from '../../../src/app/config.ts'
import type { EmbeddedGitHub } from '../../../src/demo/github/embedded-github.ts'

/** The settings of an App at this GitHub, without pages. */
export const configAt = (github: EmbeddedGitHub, redisUrl: string | null): Config => ({
  appId: github.appId,
  privateKey: github.privateKey,
  webhookSecret: github.webhookSecret,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'info',
  redisUrl,
  apiUrl: github.url,
  webUrl: github.url,
  publicUrl: null,
  signIn: null,
  publicPages: false,
})

/** The same for a process. */
export const environmentAt = (
  { appId, privateKey, webhookSecret, url }: EmbeddedGitHub,
  redisUrl: string | null,
): Readonly<Record<string, string>> => ({
  APP_ID: String(appId),
  PRIVATE_KEY: privateKey,
  WEBHOOK_SECRET: webhookSecret,
  GITHUB_API_URL: url,
  HOST: '127.0.0.1',
  PORT: '0',
  ...(redisUrl !== null && { REDIS_URL: redisUrl }),
})
