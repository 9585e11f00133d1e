import type { Config } from '../config.ts'
import { type Finding, info, ok, warn, wrong } from './finding.ts'
import type { SoundSettings } from './sound-settings.ts'

/** What the settings by themselves show. */
export function settingsFindings(
  { problems, config, usable }: SoundSettings,
  production: boolean,
): readonly Finding[] {
  const findings = problems.map((problem) => wrong('settings', problem, nextFor(problem)))
  if (findings.length === 0) findings.push(ok('settings', 'All of them can be read.'))
  if (!production) {
    const found = 'NODE_ENV is not "production": a webhook secret that anybody can guess is taken.'
    findings.push(info('settings', found, 'Set NODE_ENV=production where others reach the App.'))
  }
  return usable('PUBLIC_URL') ? [...findings, ...publicUrlFindings(config)] : findings
}

const nextFor = (problem: string): string =>
  problem.startsWith('APP_ID, ')
    ? 'Run "countersign start" outside of production: it leads through making the App on GitHub.'
    : 'Set it in the environment or in .env; docs/deploying.md lists every setting.'

function publicUrlFindings({ publicUrl, signIn }: Config): readonly Finding[] {
  if (publicUrl === null) {
    return [
      signIn === null
        ? info('settings', 'PUBLIC_URL is not set: there are no pages, badges and links.')
        : warn(
            'settings',
            'People could sign in, but there are no pages: PUBLIC_URL is not set.',
            'Set PUBLIC_URL to where people reach this server, as https://YOUR.HOST.',
          ),
    ]
  }
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol === 'https:' || isThisMachine(hostname)) return []
  return [
    warn(
      'settings',
      'PUBLIC_URL begins with "http://": whoever listens on the way can read who is signed in.',
      'Serve it by "https://"; in production nothing else is taken.',
    ),
  ]
}

export const isThisMachine = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
