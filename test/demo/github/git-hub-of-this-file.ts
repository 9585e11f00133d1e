import { afterAll, beforeAll, beforeEach } from '@jest/globals'
import {
  type EmbeddedGitHub,
  startEmbeddedGitHub,
} from '../../../src/demo/github/embedded-github.ts'
import type { Repository } from '../../../src/demo/github/repository.ts'
import type { RepositorySeed } from '../../../src/demo/github/world.ts'
import type { Octokit } from '../../../src/snapshot/asking.ts'
import { octokitOf } from '../../support/octokit.ts'
import { type Recorder, startRecorder } from '../../support/recorder.ts'

export interface Here {
  readonly github: EmbeddedGitHub
  readonly repository: Repository
  /** The App's installation. */
  readonly octokit: Octokit
  /** What the App would hear; emptied before each test. */
  readonly recorder: Recorder
  /** An answer to a user, e.g. `get('outsider', '/repos/acme/widgets')`. */
  readonly get: (as: string, path: string) => Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export const at = { owner: 'acme', repo: 'widgets' } as const

/** One embedded GitHub for the tests of a file. */
export function gitHubOfThisFile(repositories?: readonly RepositorySeed[]): () => Here {
  let here: Here | null = null
  const started = (): Here => {
    if (here === null) throw new Error('GitHub is not there before the tests')
    return here
  }
  beforeAll(async () => {
    const recorder = await startRecorder()
    const github = await startEmbeddedGitHub({
      webhookSecret: 'a secret',
      webhookUrl: recorder.url,
      ...(repositories && { repositories }),
    })
    here = {
      github,
      recorder,
      repository: github.repository(),
      octokit: octokitOf(github),
      get: async (as, path) => {
        const headers = { authorization: `token user-token-${as}-0` }
        const response = await fetch(`${github.url}${path}`, { headers })
        return {
          status: response.status,
          headers: response.headers,
          body: await response.json(),
        }
      },
    }
  })
  afterAll(async () => {
    await started().github.close()
    await started().recorder.close()
  })
  beforeEach(async () => {
    await started().github.settled()
    started().recorder.forget()
  })
  return started
}
