import { megabytes, table } from './figures.ts'
import { mixtureOf } from './mixture.ts'
import type { Part } from './part.ts'
import { send } from './sender.ts'

/** Faster than this the queue would only join more of them. */
const PER_SECOND = 400
/** As much as the App gets to see again; the embedded GitHub isn't what is measured. */
const REMEMBER = 1_000

export const memory: Part = {
  name: 'memory',
  about: 'what the App keeps in memory, over 10,000 deliveries',
  run: async (stage) => {
    const { pulls, lots, lot } = stage.quick
      ? { pulls: 3, lots: 2, lot: 100 }
      : { pulls: 500, lots: 10, lot: 1_000 }
    const github = await stage.gitHub({ remember: REMEMBER })
    const { webhooks, order } = await mixtureOf(github, pulls)
    const app = await stage.app(github)
    const all = order(lots * lot)
    const sampled = async (deliveries: number) => ({ deliveries, ...(await app.ask('memory')) })
    const samples = [await sampled(0)]
    for (let done = 0; done < lots; done++) {
      await send({
        url: app.url,
        secret: github.webhookSecret,
        webhooks,
        order: all.slice(done * lot, (done + 1) * lot),
        perSecond: PER_SECOND,
      })
      await app.ask('idle')
      samples.push(await sampled((done + 1) * lot))
    }
    stage.say(`\nMemory of the App’s process, in MB, over deliveries about ${pulls} pull requests`)
    stage.say('  each time when all work is done and what nobody needs was thrown away')
    stage.say(
      table([
        ['deliveries', 'resident', 'heap'],
        ...samples.map(({ deliveries, resident, heap }) => [
          String(deliveries),
          megabytes(resident),
          megabytes(heap),
        ]),
      ]),
    )
    return { pulls, samples }
  },
}
