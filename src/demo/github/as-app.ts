import type { Reply } from './front.ts'
import type { Call } from './rules.ts'

/** An answer for the App itself only: to anybody else what the emulator says to a bad JSON web token. */
export const asApp =
  (answer: (call: Call) => Promise<Reply>): ((call: Call) => Promise<Reply>) =>
  async (call) => {
    const app = await call.look('/app')
    return app.status === 200 ? answer(call) : app
  }
