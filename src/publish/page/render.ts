import type { JSX } from 'hono/jsx/jsx-runtime'

/** A page as the text of a whole document. */
export const htmlOf = (page: JSX.Element): string => `<!doctype html>\n${page}`
