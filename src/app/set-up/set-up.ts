import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import { ICON_PATH } from '../../publish/page/icon.ts'
import { type Config, urlOf } from '../config.ts'
import { createLog } from '../log.ts'
import { type Running, type ServerOptions, startServer } from '../server.ts'
import { WEBHOOK_PATH } from '../webhook.ts'
import { CREDENTIALS } from './keep.ts'
import { type Progress, progress } from './progress.ts'
import { docsUrl, EVERY_MINUTES, setUpRoutes } from './routes.tsx'
import { readSettings, settingsOf } from './settings.ts'
import { STEPS } from './steps.ts'
import { isVisitor } from './visitors.ts'
import { type InstalledOn, type Watch, watchInstallations } from './watch.ts'
import { notListening, takenBefore } from './words.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface SetUpOptions extends Omit<ServerOptions, 'first' | 'role'> {
  /** Says a step; it may have several lines. */
  readonly print: (line: string) => void
  /** By the level in the settings when left out. */
  readonly log?: Logger
  /** Where `.env` is written; the working directory when left out. */
  readonly folder?: string
}

export type SetUp =
  | { readonly ok: true; readonly server: Running; readonly log: Logger }
  | { readonly ok: false; readonly problems: readonly string[] }

/** A set-up that waits for somebody with a browser. */
export interface Begun {
  readonly ok: true
  readonly url: string
  /** Resolves when the App runs, or is known not to. */
  readonly ended: Promise<SetUp>
  /** Stops waiting. An App that runs by then isn't stopped. */
  readonly close: () => Promise<void>
}

/**
 * Leads somebody through GitHub's manifest flow to an App that runs, at HOST and PORT.
 * @param env the settings, in which there are no credentials
 * @returns the App, once it runs; or what keeps it from being made or started, as sentences
 */
export async function setUp(env: Env, options: SetUpOptions): Promise<SetUp> {
  const begun = await beginSetUp(env, options)
  return begun.ok ? begun.ended : begun
}

/** The same in two steps: where to open it, then what came of it. */
export async function beginSetUp(
  env: Env,
  options: SetUpOptions,
): Promise<Begun | Extract<SetUp, { ok: false }>> {
  const { print, log: given, folder = process.cwd(), ...tuning } = options
  const taken = CREDENTIALS.filter((name) => (env[name] ?? '') !== '')
  if (taken.length > 0) return { ok: false, problems: [takenBefore(taken)] }
  const settings = await settingsOf(env)
  const read = settings()
  if (!read.ok) return read
  const { config } = read
  const { host, apiUrl, webUrl } = config
  const log = given ?? createLog(config.logLevel)

  let end: (outcome: SetUp) => void = () => {}
  const ended = new Promise<SetUp>((resolve) => {
    end = resolve
  })
  let watch: Watch | null = null
  const way: Progress = progress({
    apiUrl,
    webUrl,
    givenApiUrl: env.GITHUB_API_URL,
    folder,
    print,
    installed: async () => watch?.look() ?? null,
    run: async (values, app, answer) => {
      const outcome = await takeOver({ server, port, env, values, log, answer, first, tuning })
      if (!outcome.ok) {
        for (const problem of outcome.problems) print(STEPS.failed(problem))
        end(outcome)
        return outcome.problems
      }
      const { running } = outcome
      print(STEPS.install(`${app.url}/installations/new`))
      const watching = watchInstallations(outcome.config, log, (on) => {
        tellInstalled(print, on, outcome.config)
        // Pull requests that are open already are owed a check now.
        running.reconcile().catch((err: unknown) => log.warn({ err }, 'could not reconcile'))
      })
      watch = watching
      const close: Running['close'] = (grace) => {
        watching.stop()
        return running.close(grace)
      }
      end({ ok: true, log, server: { ...running, close } })
      return []
    },
  })
  const routes = setUpRoutes({ settings, config, progress: way, log })
  const answer = getRequestListener(routes.fetch, { overrideGlobalObjects: false })
  /** The App leaves these pages to us, for the browser that made it. */
  const first = (request: IncomingMessage, response: ServerResponse): boolean => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    if (!path.startsWith('/set-up/') && path !== ICON_PATH) return false
    if (!isVisitor(request, host, way.visitor)) return false
    void answer(request, response)
    return true
  }

  const server = createServer((request, response) => void answer(request, response))
  const listening = await listen(server, config)
  if (!listening.ok) return { ok: false, problems: [listening.problem] }
  const { port } = listening
  print(STEPS.open(urlOf(['0.0.0.0', '::'].includes(host) ? 'localhost' : host, port)))
  return {
    ok: true,
    url: urlOf(host, port),
    ended,
    close: async () => {
      end({ ok: false, problems: [] })
      server.close()
      server.closeAllConnections()
    },
  }
}

type Listening =
  | { readonly ok: true; readonly port: number }
  | { readonly ok: false; readonly problem: string }

const listen = (server: Server, { host, port }: Config): Promise<Listening> =>
  new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve({ ok: false, problem: notListening(host, port, code) })
    })
    server.listen(port, host, () => {
      resolve({ ok: true, port: (server.address() as AddressInfo).port })
    })
  })

type TakenOver =
  | { readonly ok: true; readonly running: Running; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** The App comes to listen where the set-up did. The answer that is under way still goes out. */
async function takeOver(means: {
  readonly server: Server
  readonly port: number
  readonly env: Env
  readonly values: Env
  readonly log: Logger
  readonly answer: ServerResponse
  readonly first: NonNullable<ServerOptions['first']>
  readonly tuning: ServerOptions
}): Promise<TakenOver> {
  const { server, port, env, values, log, answer, first, tuning } = means
  const read = readSettings({ ...env, ...values, PORT: String(port) })
  if (!read.ok) return read
  const { config } = read
  server.close()
  // Connections that browsers keep at hand still lead to us.
  answer.once('close', () => server.closeAllConnections())
  try {
    return { ok: true, config, running: await startServer(config, log, { ...tuning, first }) }
  } catch (error) {
    log.error({ err: error }, 'could not start')
    const { code, message } = error as NodeJS.ErrnoException
    return { ok: false, problems: [`It could not start: ${code ?? message}.`] }
  }
}

function tellInstalled(
  print: SetUpOptions['print'],
  on: readonly InstalledOn[],
  { publicUrl }: Config,
): void {
  print(STEPS.installed(on))
  print(STEPS.ready(publicUrl === null ? null : `${publicUrl}${WEBHOOK_PATH}`, EVERY_MINUTES))
  print(STEPS.next(docsUrl()))
}
