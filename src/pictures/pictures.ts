import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { tell } from '../demo/play.ts'
import type { Stage } from '../demo/stage.ts'
import { STORY, type Step } from '../demo/story.ts'
import { actOut, type Performed } from './act-out.ts'
import { badgeSheet, EVERY_BADGE } from './badge-sheet.ts'
import { type Crop, DESK, PHONE, shot } from './shots.ts'
import { terminalSheet } from './terminal-sheet.ts'

type Save = (name: string, png: Buffer) => void

const SCHEMES = ['light', 'dark'] as const
/** The steps until the second blocker is called fixed by a commit that nobody has, and from there to the approval. */
const RED = 4
const GREEN = 6

/** Plays the story as far as each picture needs it. */
export async function pictures(stage: Stage, browser: Browser, save: Save): Promise<void> {
  const { app, github } = stage
  const path = '/acme/widgets/pull/1'
  const take = async (name: string, look: Look) => {
    for (const colorScheme of SCHEMES) {
      const { viewport = DESK, open, crop = () => ({}) } = look
      // What hides times is a style that the pages' own policy would stop.
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true })
      const page = await context.newPage()
      await open(page)
      save(`${name}-${colorScheme}`, await shot(page, crop(page)))
      await context.close()
    }
  }

  await told(stage, STORY.slice(0, RED))
  const ours = { open: (page: Page) => page.goto(`${app.url}${path}`) }
  const onGitHub = { open: (page: Page) => page.goto(`${github.url}${path}`) }
  await take('page-red', { ...ours, crop: () => ({ height: 1_050 }) })
  await take('page-phone', { ...ours, viewport: PHONE, crop: () => ({ height: 1_180 }) })
  await take('comment', {
    ...onGitHub,
    crop: (page) => ({ of: page.locator('article', { hasText: 'countersign[bot]' }) }),
  })
  await take('check', {
    ...onGitHub,
    crop: (page) => ({ of: page.locator('.checks'), height: 698 }),
  })
  await take('front', {
    open: async (page) => {
      await page.goto(`${app.url}/auth/sign-in`)
      await page.getByRole('button', { name: 'casey', exact: true }).click()
      await page.getByText('Signed in as casey').waitFor()
    },
    crop: () => ({ height: 580 }),
  })

  for (const [name, { command, output }] of terminals()) {
    await take(name, {
      open: (page) => page.setContent(terminalSheet(command, output)),
      crop: (page) => ({ of: page.locator('body'), margin: 0 }),
    })
  }

  await told(stage, STORY.slice(RED, GREEN))
  await take('page-green', { ...ours, crop: () => ({ height: 965 }) })
  await take('badges', {
    open: (page) => page.setContent(badgeSheet(EVERY_BADGE)),
    crop: (page) => ({ of: page.locator('body') }),
  })
}

const WALK_THROUGH = new URL('../../docs/walk-through.md', import.meta.url)
const MAIN = fileURLToPath(new URL('../main.js', import.meta.url))

/** What the walk-through prints first of these, in colours. */
function terminals(): readonly (readonly [string, Performed])[] {
  const { performed } = actOut(readFileSync(WALK_THROUGH, 'utf8'), MAIN, { FORCE_COLOR: '1' })
  return (['read', 'check'] as const).map((word) => {
    const shown = performed.find(
      ({ command, output }) => command.startsWith(`countersign ${word}`) && /B1/u.test(output),
    )
    if (shown === undefined) throw new Error(`The walk-through shows no "${word}"`)
    // The page has the exit code printed by another command.
    const output = shown.output.replace(/^exit code \d\n/mu, '')
    return [`terminal-${word}`, { ...shown, output }] as const
  })
}

interface Look {
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly open: (page: Page) => Promise<unknown>
  readonly crop?: (page: Page) => Crop
}

async function told(stage: Stage, steps: readonly Step[]): Promise<void> {
  const failed = await tell(steps, stage, () => {})
  if (failed !== null) throw new Error(failed)
  await stage.quiet()
}
