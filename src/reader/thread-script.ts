/** What the threads run, built. Tests, which run from the sources, put another address in this one's place. */
export const THREAD_SCRIPT = new URL('./read-in-thread.js', import.meta.url)
