/** "Fixed in abc1234 because the loop starts in src/main.ts": why a fix is elsewhere, in the words of whoever says so. */
export const reasonIn = (text: string): string | null =>
  /\bbecause\b[\s:]+(\S.{4,300})/isu.exec(text)?.[1]?.replaceAll(/\s+/gu, ' ').trim() ?? null
