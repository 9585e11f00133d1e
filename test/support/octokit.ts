import { ProbotOctokit } from 'probot'
import { createLog } from '../../src/app/log.ts'
import type { EmbeddedGitHub } from '../../src/demo/github/embedded-github.ts'
import type { Octokit } from '../../src/snapshot/asking.ts'

/** The embedded GitHub as the App's installation sees it, by the App's own client without its patience. */
export const octokitOf = (github: EmbeddedGitHub): Octokit =>
  new ProbotOctokit({
    baseUrl: github.url,
    auth: {
      appId: github.appId,
      privateKey: github.privateKey,
      installationId: github.installationId,
    },
    log: createLog('silent'),
    throttle: { enabled: false },
    retry: { enabled: false },
  })
