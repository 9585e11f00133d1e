import { AnsiUp } from 'ansi_up'

/** A page that shows a command and what it printed, colours and all, as a terminal does. */
export function terminalSheet(command: string, output: string): string {
  const ansi = new AnsiUp()
  ansi.use_classes = true
  const [asked] = command.split(';')
  return `<!doctype html>
<html lang="en"><head><style>
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --red: #cf222e; --green: #1a7f37; --yellow: #9a6700; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --red: #ff7b72; --green: #3fb950; --yellow: #d29922; }
}
body { margin: 0; width: max-content; background: var(--paper); }
pre { margin: 0; padding: 16px 20px; color: var(--ink); font: 14px/1.45 "DejaVu Sans Mono", monospace; }
.ansi-red-fg { color: var(--red); }
.ansi-green-fg { color: var(--green); }
.ansi-yellow-fg { color: var(--yellow); }
</style></head><body><pre>$ ${escaped(asked ?? '')}\n${ansi.ansi_to_html(output)}</pre></body></html>`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
