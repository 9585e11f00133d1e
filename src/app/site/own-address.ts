/**
 * Where to go after signing in: a page of this site, whatever somebody wrote into the link.
 * @param to a path with its query, as the link has it
 * @returns a whole address below `root`: a path alone may begin with two slashes once it is tidied, which leads away
 */
export function ownAddress(root: string, to: string | undefined): string {
  const home = `${root}/`
  if (to === undefined || to.length > MOST_CHARACTERS || !/^\/(?![/\\])/u.test(to)) return home
  // Browsers drop line breaks and tabs, and take a backslash for a slash; so does this.
  if (!URL.canParse(to, root)) return home
  const { origin, pathname, search } = new URL(to, root)
  if (origin !== root || pathname.startsWith('//') || pathname.startsWith('/auth/')) return home
  return `${root}${pathname}${search}`
}

/** It has to fit into a cookie. */
const MOST_CHARACTERS = 1_000
