import type { Browser } from 'playwright-core'
import { chromiumPath, launch } from '../../src/pictures/chromium.ts'
import { installed } from './install-debian.ts'

/** Starts Chromium; where there is none, Debian's is installed first. Throws, and says what to do, where that fails. */
export const chromium = async (): Promise<Browser> =>
  launch(
    installed({
      neededBy: 'the browser tests',
      program: 'chromium',
      debianPackage: 'chromium',
      find: chromiumPath,
    }),
  )
