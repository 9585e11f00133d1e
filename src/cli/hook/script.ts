/** By this line we know our own hook. */
export const MARK = '# countersign commit-msg hook'

/** What the hooks folder gets. A commit is never refused because the program is missing. */
export const HOOK_SCRIPT = `#!/bin/sh
${MARK}
# Checks the trailers of the message and the review reports that are committed.
# "git commit --no-verify" skips it, "countersign hook uninstall" takes it out.
here=node_modules/.bin/countersign
if command -v countersign >/dev/null 2>&1; then
  exec countersign hook commit-msg "$1"
elif [ -x "$here" ]; then
  exec "$here" hook commit-msg "$1"
elif npx --no-install --offline countersign --version >/dev/null 2>&1; then
  exec npx --no-install --offline countersign hook commit-msg "$1"
fi
echo "countersign is not installed here: this commit was not checked." >&2
`

/** For a hook that somebody else wrote. */
export const LINES_TO_ADD = `  # countersign: trailers and review reports
  if command -v countersign >/dev/null; then countersign hook commit-msg "$1" || exit 1; fi`

/** What any hook that calls us has in it. */
export const CALL = /\bcountersign\b.*\bhook commit-msg\b/u
