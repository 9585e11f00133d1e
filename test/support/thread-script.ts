import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = process.env.COUNTERSIGN_BUILT
if (built === undefined) throw new Error('Jest has built nothing for the threads (jest.config.js)')

/** What `build-for-threads.js` has built. */
export const THREAD_SCRIPT = pathToFileURL(join(built, 'reader', 'read-in-thread.js'))
