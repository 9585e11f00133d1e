import { rmSync } from 'node:fs'

/** Jest, after the last test. */
export default function removeBuild() {
  const built = process.env.COUNTERSIGN_BUILT
  if (built !== undefined) rmSync(built, { recursive: true, force: true })
}
