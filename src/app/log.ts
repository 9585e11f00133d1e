import { type DestinationStream, type Logger, pino } from 'pino'
import { failedRequest } from '../publish/failure-run.ts'
import { withoutSecrets } from '../publish/without-secrets.ts'

/**
 * Structured logs, one JSON object a line. Errors are written by their own words only: what Octokit hangs on
 * them (headers, bodies, tokens) stays out.
 */
export const createLog = (level: string, to?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      redact: {
        paths: ['authorization', 'cookie', 'set-cookie', 'token'].flatMap((name) => [
          `["${name}"]`,
          `*["${name}"]`,
          `*.headers["${name}"]`,
        ]),
        censor: '[redacted]',
      },
      serializers: { err: described, error: described },
      // What stands in an error's own words is known only by its looks.
      hooks: { streamWrite: (line) => withoutOurSecrets(withoutSecrets(line)) },
    },
    to ?? pino.destination(1),
  )

/**
 * What only we give out: sealed cookies, and the tokens of badges, which stand in our own comments and come back to us
 * in webhooks. And the password of our Redis, which stands in its address.
 */
const withoutOurSecrets = (line: string): string =>
  line
    .replaceAll(/eyJ[\w-]{5,}\.[\w-]*(?:\.[\w-]+){3}/gu, '[redacted]')
    .replaceAll(/(rediss?:\/\/)[^\s"@]*@/gu, '$1[redacted]@')
    .replaceAll(/([?&]token=)[\w-]{20,}/gu, '$1[redacted]')

interface Described {
  readonly type: string
  readonly message: string
  readonly stack: string | undefined
  readonly request?: object
  readonly cause?: Described
  readonly errors?: readonly Described[]
}

function described(error: unknown): Described {
  if (!(error instanceof Error))
    return { type: typeof error, message: String(error), stack: undefined }
  const request = failedRequest(error)
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(request !== null && { request }),
    ...(error.cause !== undefined && { cause: described(error.cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(described) }),
  }
}
