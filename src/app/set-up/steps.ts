import { plainText } from '../../publish/escape.ts'
import type { InstalledOn } from './watch.ts'

/** What the terminal says, each step when it happens. */
export const STEPS = {
  open: (url: string) =>
    [
      'Countersign has no credentials yet. Four steps lead to an App that runs:',
      `1 of 4  Open ${url} in a browser on this machine, and say what the App shall be.`,
      '        Or make it by hand: docs/set-up.md. To see it work without an App: npm run demo',
    ].join('\n'),
  toGitHub: (name: string) => `2 of 4  Create “${shown(name)}” on GitHub: the page leads there.`,
  made: (name: string, url: string) => `        GitHub made the App “${shown(name)}”: ${url}`,
  kept: (path: string, isUsual: boolean) =>
    [
      `        Its credentials are in ${path}, which only you can read (mode 600).`,
      ...(isUsual
        ? []
        : ['        The next start reads “.env” in its own folder only: move the file there.']),
    ].join('\n'),
  notKept: (problem: string) =>
    `        ${problem}\n        Nothing is lost while this runs: the page asks where to keep the credentials.`,
  failed: (problem: string) => `        ${problem}`,
  install: (url: string) => `3 of 4  Install it: ${url}`,
  installed: (on: readonly InstalledOn[]) =>
    on
      .map(
        ({ account, repositories }) =>
          `        Installed on ${shown(account)}: ${repositories === 1 ? '1 repository' : `${repositories} repositories`}`,
      )
      .join('\n'),
  ready: (webhooks: string | null, everyMinutes: number) =>
    webhooks === null
      ? `4 of 4  Ready: as GitHub has no address for it, the App compares itself with GitHub every ${everyMinutes} minutes.`
      : `4 of 4  Ready: GitHub tells the App of changes at ${webhooks}`,
  next: (docs: string) =>
    `        Next: commit a review on a branch with a pull request, then make the check a required one. ${docs}/getting-started.md`,
} as const

const shown = (name: string): string => plainText(name.replaceAll(/\s+/gu, ' '), 60)
