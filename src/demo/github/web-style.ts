const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #fff; --head: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --quiet: #59636e; --link: #0550ae;
  --good: #1a7f37; --bad: #cf222e; --warning: #9a6700; --merged: #8250df; --on: #fff; --code: #eff1f3; --meant: #fff8c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --head: #151b23; --line: #3d444d; --text: #f0f6fc; --quiet: #9198a1; --link: #79b8ff;
    --good: #3fb950; --bad: #ff7b72; --warning: #d29922; --merged: #ab7df8; --on: #0d1117; --code: #20262e; --meant: #3a3018;
  }
}
`

const FRAME = `
* { box-sizing: border-box; }
body {
  font: 15px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 0;
  color: var(--text); background: var(--ground); overflow-wrap: anywhere;
}
header {
  display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; padding: 12px 24px;
  background: var(--head); border-bottom: 1px solid var(--line);
}
header form { margin-left: auto; display: flex; gap: 12px; align-items: center; }
header > a { margin-left: auto; }
main { max-width: 1060px; margin: 0 auto; padding: 16px 24px 64px; }
h1 { font-size: 28px; font-weight: 400; line-height: 1.25; margin: 8px 0; }
h2 { font-size: 18px; margin: 32px 0 12px; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
pre { white-space: pre-wrap; margin: 0; }
pre, code { font: 13px/1.45 ui-monospace, Consolas, "Liberation Mono", monospace; }
code { background: var(--code); border-radius: 6px; padding: 2px 5px; }
.quiet { color: var(--quiet); }
.about { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; color: var(--quiet); margin: 0 0 16px; }
.state { background: var(--good); color: var(--on); border-radius: 999px; padding: 3px 12px; font-weight: 600; }
.state.closed { background: var(--bad); } .state.merged { background: var(--merged); } .state.draft { background: var(--quiet); }
section, article { border: 1px solid var(--line); border-radius: 6px; margin: 16px 0; padding: 12px 16px; }
article:target { outline: 2px solid var(--link); }
article h3 {
  margin: -12px -16px 12px; padding: 8px 16px; font-size: 14px; font-weight: 400; color: var(--quiet);
  background: var(--head); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
}
article h3 b { color: var(--text); font-weight: 600; }
article pre { overflow-x: auto; }
.lines { border-collapse: collapse; width: 100%; }
.lines td { padding: 0 12px 0 0; vertical-align: top; }
.lines td.n { text-align: right; width: 1%; user-select: none; }
.lines td.n a { font: 13px/1.45 ui-monospace, Consolas, "Liberation Mono", monospace; color: var(--quiet); text-decoration: none; }
.lines tr:target, .lines tr.meant { background: var(--meant); }
textarea {
  width: 100%; min-height: 7em; font: inherit; color: inherit; background: var(--ground);
  border: 1px solid var(--quiet); border-radius: 6px; padding: 8px 12px; display: block; margin: 6px 0 8px;
}
button {
  font: inherit; color: inherit; background: var(--head); border: 1px solid var(--line); border-radius: 6px;
  padding: 5px 16px; cursor: pointer;
}
.comment { margin-top: 24px; } .comment label { font-weight: 600; }
.comment button { background: var(--good); color: var(--on); border-color: transparent; font-weight: 600; }
.user-form { margin: 8px 0; }
.reactions span { border: 1px solid var(--line); border-radius: 999px; padding: 2px 10px; font-size: 13px; }
`

const CHECKS = `
.checks { padding: 0; }
.checks > h2, .checks > p { margin: 0; padding: 12px 16px; font-size: 16px; }
.run { border-top: 1px solid var(--line); }
.run .line { display: flex; gap: 12px; align-items: baseline; padding: 12px 16px; }
.run .line p { margin: 0; flex: 1; }
.sign { font-weight: 700; color: var(--quiet); }
.sign.success { color: var(--good); } .sign.failure { color: var(--bad); }
details { padding: 0 16px 12px; } summary { cursor: pointer; color: var(--quiet); margin-bottom: 8px; }
.annotations { list-style: none; padding: 0; margin: 0; }
.annotations li { border-left: 3px solid var(--warning); padding: 2px 12px; margin: 10px 0; }
.annotations .failure { border-color: var(--bad); } .annotations .notice { border-color: var(--quiet); }
.annotations p { margin: 0; }
`

const MARKDOWN = `
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown h3 { font-size: 17px; margin: 20px 0 10px; padding: 0; background: none; border: 0; color: inherit; font-weight: 600; }
.markdown p, .markdown ul, .markdown ol, .markdown blockquote { margin: 0 0 12px; }
.markdown ul, .markdown ol { padding-left: 24px; }
.markdown blockquote { border-left: 4px solid var(--line); padding: 0 12px; color: var(--quiet); }
.markdown table { display: block; overflow-x: auto; width: max-content; max-width: 100%; border-collapse: collapse; margin: 0 0 12px; overflow-wrap: break-word; }
.markdown th, .markdown td { border: 1px solid var(--line); padding: 5px 12px; text-align: left; vertical-align: top; }
.markdown tr:nth-child(even) td { background: var(--head); }
.markdown pre { background: var(--head); border-radius: 6px; padding: 12px; }
.markdown pre code { background: none; padding: 0; }
.markdown img { max-width: 100%; vertical-align: middle; }
.markdown sub { font-size: 12px; vertical-align: baseline; color: var(--quiet); }
.markdown sub code { font-size: inherit; color: var(--text); }
@media (max-width: 560px) { header, main { padding-left: 16px; padding-right: 16px; } h1 { font-size: 22px; } }
`

/** How the pages of the embedded GitHub look. */
export const STYLE = [COLOURS, FRAME, CHECKS, MARKDOWN].join('')
