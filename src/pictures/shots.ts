import type { Locator, Page } from 'playwright-core'

/** How wide the window is for a picture. */
export const DESK = { width: 1024, height: 900 }
export const PHONE = { width: 360, height: 740 }

/** What of a page is on a picture: from its top, or around a part of it. */
export interface Crop {
  /** From the top of the page; the whole of it when left out. */
  readonly height?: number
  readonly of?: Locator
  /** Room around that part. */
  readonly margin?: number
}

/** Times of assessments are those of the clock on the wall: no two pictures would be the same. */
const STYLE = '.verdict .facts span:has(time) { display: none; }'

/** The picture as PNG. */
export async function shot(page: Page, { height, of, margin = 16 }: Crop): Promise<Buffer> {
  const { width = 0 } = page.viewportSize() ?? {}
  if (of === undefined) {
    const clip = height === undefined ? {} : { clip: { x: 0, y: 0, width, height } }
    return page.screenshot({ fullPage: true, style: STYLE, animations: 'disabled', ...clip })
  }
  const box = await of.boundingBox()
  if (box === null) throw new Error('What should be on the picture is not on the page')
  const clip = {
    x: Math.max(0, box.x - margin),
    y: Math.max(0, box.y - margin),
    width: Math.min(width, box.width + 2 * margin),
    height: Math.min(height ?? Number.POSITIVE_INFINITY, box.height + 2 * margin),
  }
  return page.screenshot({ fullPage: true, style: STYLE, animations: 'disabled', clip })
}
