import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { startStage } from '../demo/stage.ts'
import { chromiumPath, launch } from './chromium.ts'
import { pictures } from './pictures.ts'

const FOLDER = new URL('../../docs/pictures/', import.meta.url)

/** `npm run pictures`: plays the demo's story and takes the documentation's pictures of it anew. */
async function main(): Promise<number> {
  const path = chromiumPath()
  if (path === null) {
    console.error('The pictures need Chromium (Debian, Ubuntu: apt-get install chromium).')
    return 1
  }
  const stage = await startStage()
  let browser: Browser | null = null
  try {
    browser = await launch(path)
    mkdirSync(FOLDER, { recursive: true })
    await pictures(stage, browser, (name, png) => {
      writeFileSync(new URL(`${name}.png`, FOLDER), png)
      console.log(`docs/pictures/${name}.png  ${Math.ceil(png.byteLength / 1_000)} KB`)
    })
  } finally {
    await browser?.close()
    await stage.close()
  }
  return 0
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error('The pictures could not be taken.', error)
    process.exitCode = 1
  },
)
