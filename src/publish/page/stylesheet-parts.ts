/** How signs, the headline, blockers, the timeline and tables look. */
const SIGNS = `
.sign { width: 1.05em; height: 1.05em; flex: none; vertical-align: -0.15em; }
.sign .shape { fill: currentColor; }
.sign .mark {
  fill: none; stroke: var(--sheet); stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round;
}
.sign.neutral .shape { fill: none; stroke: currentColor; stroke-width: 2.4; }
.sign.neutral .mark { stroke: currentColor; }
.sign.good, .state.good, .held { color: var(--good); }
.sign.bad, .state.bad, .fault { color: var(--bad); }
.sign.warning, .state.warning { color: var(--warning); }
.sign.neutral, .state.neutral { color: var(--neutral); }
.state {
  display: inline-flex; gap: 0.4em; align-items: flex-start; font-weight: 600; vertical-align: bottom;
  overflow-wrap: normal;
}
.state .sign { margin-top: 0.27em; }
.next { color: var(--text); }
`

const HEADLINE = `
.headline > .facts { margin-top: 0.4rem; }
.verdict {
  display: flex; gap: 1.1rem; align-items: flex-start; margin-top: 1.5rem; padding: 1.4rem 1.5rem;
  border: 1px solid currentColor; border-left-width: 6px; border-radius: 10px; color: var(--neutral);
  background: var(--neutral-ground);
}
.verdict.good { color: var(--good); background: var(--good-ground); }
.verdict.bad { color: var(--bad); background: var(--bad-ground); }
.verdict .sign { width: 3rem; height: 3rem; }
.verdict > div { min-width: 0; }
.verdict .word { font-weight: 700; line-height: 1.2; }
.verdict .title {
  color: var(--text); font-size: 1.375rem; font-weight: 650; line-height: 1.35; margin: 0.15rem 0 0.5rem;
}
.turns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
.turn { background: var(--sheet); border: 1px solid var(--line); border-top: 3px solid var(--accent);
  border-radius: 10px; padding: 1rem 1.25rem 1.15rem; }
.turn.idle { border-top-color: var(--line); color: var(--quiet); background: none; }
.turn h3 { margin-bottom: 0.4rem; }
.turn li, .points li, .deeds li, .names li, section > ul:not([class]) > li, dd > ul:not([class]) > li {
  position: relative; padding-left: 1.25rem;
}
.turn li + li { margin-top: 0.6rem; }
.turn li::before, .names li::before, section > ul:not([class]) > li::before,
.deeds li::before { content: "•"; position: absolute; left: 0.2rem; color: var(--quiet); }
dd > ul:not([class]) > li { padding-left: 0; }
`

const CARDS = `
.blocker, .cards > li, .pull {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem 1.5rem;
}
.blocker + .blocker, .cards > li + li, .pulls > li + li { margin-top: 1rem; }
.blocker { border-left: 6px solid var(--neutral); }
.blocker.bad { border-left-color: var(--bad); }
.blocker.good { border-left-color: var(--good); }
.blocker:target { outline: 3px solid var(--accent); outline-offset: 2px; }
.blocker > header { display: flex; gap: 0.25rem 1.25rem; justify-content: space-between; align-items: baseline; flex-wrap: wrap; }
.blocker > header h3 { flex: 1 1 18rem; }
.blocker .name { color: var(--quiet); margin-right: 0.35em; }
.why { margin-top: 0.5rem; max-width: 46rem; }
.why .next { margin-top: 0.35rem; }
.body {
  white-space: pre-line; margin-top: 0.9rem; padding-left: 1rem; border-left: 3px solid var(--line);
  max-width: 46rem;
}
.blocker dl { margin-top: 1rem; display: grid; gap: 0.75rem; }
.blocker dl > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 1rem; }
.blocker dt { color: var(--quiet); font-size: 0.9375rem; }
.links > li + li { margin-top: 0.9rem; }
.points { margin-top: 0.25rem; font-size: 0.9375rem; }
.points li::before { position: absolute; left: 0; font-weight: 700; }
.points .held::before, .deeds .held::before { content: "✓"; color: var(--good); left: 0; }
.points .fault::before, .deeds .fault::before { content: "✕"; color: var(--bad); left: 0; }
.points .held, .deeds .held { color: var(--text); }
.points .next { display: block; }
.cards > li p + p, .cards > li > div > .next { margin-top: 0.4rem; }
.excerpt {
  margin: 0.6rem 0; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; font-size: 0.9375rem;
}
.excerpt li { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); padding: 0.1rem 0.75rem; }
.excerpt .number { text-align: right; padding-right: 1rem; font-variant-numeric: tabular-nums; position: relative; }
.excerpt code { background: none; padding: 0; white-space: pre-wrap; }
.excerpt .meant { background: var(--meant); font-weight: 600; }
.excerpt .meant .number { color: var(--text); font-weight: 600; }
.pull { display: grid; gap: 0.3rem; }
.pull .title { font-weight: 650; font-size: 1.0625rem; }
.pull .title .number { font-size: 1rem; }
.pull .reason { font-weight: 600; }
h1 + .pulls, h1 + p { margin-top: 1.25rem; }
.repositories { border-top: 1px solid var(--line); }
.repositories li { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; align-items: baseline;
  padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
.repositories a { font-weight: 600; }
`

const TIMELINE = `
.timeline > li { position: relative; padding: 0 0 1.4rem 1.9rem; }
.timeline > li:last-child { padding-bottom: 0; }
.timeline > li::before {
  content: ""; position: absolute; left: 0.45rem; top: 0.6rem; bottom: -0.6rem; width: 2px;
  background: var(--line);
}
.timeline > li:last-child::before { display: none; }
.timeline > li::after {
  content: ""; position: absolute; left: 0.1rem; top: 0.45rem; width: 0.8rem; height: 0.8rem;
  border-radius: 50%; background: var(--quiet); box-shadow: 0 0 0 4px var(--ground);
}
.timeline > .fix::after { background: var(--good); }
.timeline > .report::after { border-radius: 2px; background: var(--accent); }
.timeline > .comment::after { background: var(--ground); border: 3px solid var(--accent); }
.timeline > .gone::after { background: var(--ground); border: 2px dashed var(--quiet); }
.timeline > .gone > p + p bdi { text-decoration: line-through; }
.deeds { margin-top: 0.2rem; }
`

const TABLES = `
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; background: var(--sheet);
  border: 1px solid var(--line); }
section > table + table, section > p + table, section > div + table { margin-top: 1.25rem; }
caption { text-align: left; color: var(--quiet); font-size: 0.9375rem; padding-bottom: 0.4rem; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 0.9rem; border-top: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; border-top: 0; white-space: nowrap; }
tbody th { font-weight: 600; }
td ul li + li { margin-top: 0.3rem; }
@media (max-width: 52rem) {
  table, caption, tbody, tbody tr, tbody th, tbody td { display: block; }
  table { background: none; border: 0; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 0.75rem 1rem; }
  tbody tr + tr { margin-top: 0.75rem; }
  th, td { border: 0; padding: 0.2rem 0; }
  tbody td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 0.75rem; }
  tbody td::before { content: attr(data-column); color: var(--quiet); }
  tbody td:has(> div:empty) { display: none; }
}
@media (max-width: 34rem) {
  .top, main, footer { padding-left: 1rem; padding-right: 1rem; }
  .visitor { margin-left: 0; }
  .verdict { gap: 0.85rem; padding: 1.1rem 1rem; }
  .verdict .sign { width: 2.25rem; height: 2.25rem; }
  .verdict .title { font-size: 1.2rem; }
  .blocker, .cards > li, .pull, .turn { padding-left: 1rem; padding-right: 1rem; }
  .blocker > header h3 { flex-basis: 100%; }
  .blocker dl > div { grid-template-columns: minmax(0, 1fr); }
  .excerpt li { grid-template-columns: 3.25rem minmax(0, 1fr); padding: 0.1rem 0.5rem; }
}
`

export const PARTS = [SIGNS, HEADLINE, CARDS, TIMELINE, TABLES].join('')
