import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { resolve } from 'node:path'
import { type Converted, convert, type MadeApp } from './conversion.ts'
import { keep, valuesOf } from './keep.ts'
import type { Wanted } from './manifest.ts'
import { pending } from './pending.ts'
import { STEPS } from './steps.ts'
import type { InstalledOn } from './watch.ts'

/** What has become of the App so far. Each step is said in the terminal when it happens. */
export interface Progress {
  /** Somebody goes to GitHub. @returns the state by which they are known when they come back */
  readonly begin: (wanted: Wanted) => string
  /** Somebody came back from GitHub with a code: the App's credentials are fetched and kept. */
  readonly cameBack: (code: string, state: string) => Promise<CameBack>
  /** Null until GitHub has made it. */
  readonly app: () => MadeApp | null
  /** Where GitHub reaches the server, without a slash at its end; null: nowhere. */
  readonly publicUrl: () => string | null
  /** The file of the credentials. */
  readonly path: () => string
  /** Where the credentials could not be written, and why; null when they could. */
  readonly unkept: () => { readonly path: string; readonly problem: string } | null
  /** Tries another file for them. */
  readonly keepAt: (path: string) => void
  /** Starts the App, once. @returns why it could not be, as sentences @param answer the one that is under way */
  readonly start: (answer: ServerResponse) => Promise<readonly string[]>
  /** Where it is installed; null when GitHub can't be asked. */
  readonly installed: () => Promise<readonly InstalledOn[] | null>
  /** What the browser that made the App shows from then on. */
  readonly visitor: string
}

export type CameBack =
  | Exclude<Converted, { kind: 'made' }>
  | { readonly kind: 'made' }
  /** It doesn't belong to what was begun here. */
  | { readonly kind: 'unknown' }

export interface ProgressMeans {
  readonly apiUrl: string
  readonly webUrl: string
  /** `GITHUB_API_URL` as it was given. */
  readonly givenApiUrl: string | undefined
  readonly folder: string
  readonly print: (line: string) => void
  /** Starts the App with these settings. */
  readonly run: (
    values: Readonly<Record<string, string>>,
    app: MadeApp,
    answer: ServerResponse,
  ) => Promise<readonly string[]>
  readonly installed: Progress['installed']
}

const FILE = '.env'

export function progress(means: ProgressMeans): Progress {
  const { folder, print, run } = means
  const going = pending()
  const usual = resolve(folder, FILE)
  let made: { app: MadeApp; wanted: Wanted; values: Readonly<Record<string, string>> } | null = null
  let path = usual
  let problem: string | null = null
  let starting: Promise<readonly string[]> | null = null

  const keepAt = (wish: string) => {
    if (made === null || starting !== null) return
    path = resolve(folder, wish === '' ? FILE : wish)
    const kept = keep(path, made.values)
    problem = kept.ok ? null : kept.problem
    print(kept.ok ? STEPS.kept(path, path === usual) : STEPS.notKept(kept.problem))
  }
  return {
    begin: (wanted) => {
      print(STEPS.toGitHub(wanted.name))
      return going.begin(wanted)
    },
    cameBack: async (code, state) => {
      const wanted = code === '' ? null : going.take(state)
      if (wanted === null) return { kind: 'unknown' }
      const converted = await convert(means, code)
      if (converted.kind === 'failed') {
        going.putBack(state, wanted)
        print(
          STEPS.failed(
            `GitHub could not be reached: ${converted.reason}. The page can be reloaded.`,
          ),
        )
        return converted
      }
      if (converted.kind === 'refused') {
        print(STEPS.failed('GitHub takes the code no more: begin again on the page.'))
        return converted
      }
      const { app } = converted
      const { publicUrl } = wanted
      const values = valuesOf(app, { publicUrl, apiUrl: means.givenApiUrl })
      made = { app, wanted, values }
      print(STEPS.made(app.name, app.url))
      keepAt(FILE)
      return { kind: 'made' }
    },
    app: () => made?.app ?? null,
    publicUrl: () => made?.wanted.publicUrl ?? null,
    path: () => path,
    unkept: () => (problem === null ? null : { path, problem }),
    keepAt,
    start: async (answer) => {
      if (made === null || problem !== null) return ['There is no App to start yet.']
      starting ??= run(made.values, made.app, answer)
      return starting
    },
    installed: means.installed,
    visitor: randomBytes(24).toString('base64url'),
  }
}
