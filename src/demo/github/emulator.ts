import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator, type Emulator } from 'emulate'

export interface RunningEmulator {
  /** Where it really listens; it believes that it is at the front's URL. */
  readonly origin: string
  readonly privateKey: string
  readonly close: () => Promise<void>
}

/** The emulator doesn't say which port it got, so we look for a free one; somebody may be faster. */
export async function startEmulator(
  baseUrl: string,
  seed: Readonly<Record<string, unknown>>,
): Promise<RunningEmulator> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      const emulator = await createEmulator({ service: 'github', port, baseUrl, seed })
      return {
        origin: `http://127.0.0.1:${port}`,
        privateKey: privateKeyOf(emulator),
        close: () => emulator.close(),
      }
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
      if (!taken || attempt === 5) throw error
    }
  }
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve)
  })
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => {
    probe.close(resolve)
  })
  return port
}

function privateKeyOf({ generatedSecrets }: Emulator): string {
  const secret = generatedSecrets.find(({ kind }) => kind === 'github.app_private_key')
  if (secret === undefined) throw new Error('The GitHub emulator made no key for the App')
  return secret.value
}
