import {
  AMBER,
  type Badge,
  BLUE,
  FAILED,
  GREEN,
  NO_REVIEW,
  NOT_FOUND,
  RED,
  svgOf,
} from '../publish/badge/badge.ts'

/** Every state of a badge, from the first to the last of a pull request, and those in which nothing is known. */
export const EVERY_BADGE: readonly Badge[] = [
  NO_REVIEW,
  { state: 'open', message: '2 blockers open', color: RED },
  { state: 'awaiting', message: 'fixed, awaiting re-review', color: BLUE },
  { state: 'approved', message: 'approved', color: GREEN },
  { state: 'stale', message: 'stale', color: AMBER },
  { state: 'unmet', message: 'requirements unmet', color: RED },
  { ...FAILED, color: RED },
  NOT_FOUND,
]

/** Each as a picture of its own: in one document their ids would be the same. */
const image = (badge: Badge): string =>
  `<img alt="${badge.message}" src="data:image/svg+xml;base64,${Buffer.from(svgOf(badge)).toString('base64')}">`

/** A page with badges side by side, as a README shows them. */
export const badgeSheet = (badges: readonly Badge[]): string => `<!doctype html>
<html lang="en"><head><style>
:root { color-scheme: light dark; background: #fff; }
@media (prefers-color-scheme: dark) { :root { background: #0d1117; } }
body { margin: 16px; width: 560px; display: flex; flex-wrap: wrap; gap: 12px; }
img { display: block; }
</style></head><body>${badges.map(image).join('\n')}</body></html>`
