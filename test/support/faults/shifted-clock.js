import { readFileSync } from 'node:fs'

// Loaded before all else: this process’s clock is off by as many milliseconds as that file says at the moment. What
// counts time that passes (`performance.now`, timers) isn't, as on a machine whose clock is set.
const FILE = process.env.CLOCK_FILE
const Real = globalThis.Date
const now = () => Real.now() + Number(readFileSync(FILE, 'utf8'))

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(now())
    else super(...given)
  }

  static now() {
    return now()
  }
}
