import { PARTS } from './stylesheet-parts.ts'

/** Colours for a light and a dark screen: text on each ground has a contrast of 4.5 to 1 at least. */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f7f7f5; --sheet: #ffffff; --line: #dcdcd8; --text: #1d2126; --quiet: #555d66;
  --accent: #0a5aa8; --good: #14682f; --bad: #ab1f1f; --warning: #7d5100; --neutral: #555d66;
  --good-ground: #eaf5ec; --bad-ground: #fcecea; --neutral-ground: #efefec; --meant: #fff3d6;
  --code: #f0f0ed;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --sheet: #1b1f23; --line: #363d45; --text: #e7e9ec; --quiet: #a8b0b9;
    --accent: #82bbff; --good: #7bd694; --bad: #ff9a91; --warning: #f2c063; --neutral: #a8b0b9;
    --good-ground: #17281c; --bad-ground: #331b1b; --neutral-ground: #23282d; --meant: #3a3018;
    --code: #262b31;
  }
}
`

const GROUND = `
*, *::before, *::after { box-sizing: border-box; }
html { text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, table { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 650; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
h3 { font-size: 1.0625rem; line-height: 1.4; font-weight: 650; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
code {
  font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  background: var(--code); border-radius: 4px; padding: 0.1em 0.35em;
}
.quiet, .facts, .number { color: var(--quiet); }
.quiet, .facts { font-size: 0.9375rem; }
.number { font-weight: 400; white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: 0.15rem 1.25rem; align-items: baseline; }
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
.skip { position: absolute; left: 1rem; top: -10rem; background: var(--sheet); padding: 0.5rem 1rem; }
.skip:focus { top: 0.5rem; z-index: 1; }
.tag {
  font-size: 0.8125rem; font-weight: 600; color: var(--quiet); border: 1px solid var(--line);
  border-radius: 999px; padding: 0 0.6em; white-space: nowrap;
}
`

const AROUND = `
.top, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
.top {
  display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; align-items: center;
  padding-top: 1rem; padding-bottom: 1rem;
}
.product { font-weight: 700; color: var(--text); text-decoration: none; }
.way ol { display: flex; flex-wrap: wrap; gap: 0.25rem 0.6rem; }
.way li::before { content: "/"; color: var(--quiet); margin-right: 0.6rem; }
.visitor { margin-left: auto; display: flex; gap: 0.75rem; align-items: center; font-size: 0.9375rem; }
button {
  font: inherit; color: var(--text); background: var(--sheet); border: 1px solid var(--quiet);
  border-radius: 6px; padding: 0.2rem 0.75rem; cursor: pointer;
}
button:hover { border-color: var(--accent); color: var(--accent); }
main { padding-top: 1rem; padding-bottom: 3rem; }
main section { margin-top: 3rem; }
main section > h2 { margin-bottom: 1rem; }
main section section, section > div { margin-top: 1rem; }
section > div > h3 { margin: 1.75rem 0 0.5rem; }
section > p { max-width: 42rem; }
section > p + p { margin-top: 0.5rem; }
footer { color: var(--quiet); font-size: 0.875rem; padding-top: 1.25rem; padding-bottom: 2.5rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1.25rem; max-width: none; }
.contents { margin-top: 1.5rem; }
.contents ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; font-size: 0.9375rem; }
.welcome { max-width: 42rem; padding: 2rem 0; display: grid; gap: 1rem; }
.welcome h1 { font-size: 1.75rem; }
.action {
  display: inline-block; background: var(--accent); color: var(--sheet); font-weight: 600;
  text-decoration: none; border-radius: 6px; padding: 0.5rem 1.1rem;
}
.action:hover { text-decoration: underline; }
`

/** The only stylesheet of the pages. */
export const STYLESHEET = [COLOURS, GROUND, AROUND, PARTS].join('').trimStart()
