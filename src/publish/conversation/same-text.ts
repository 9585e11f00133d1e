/** Whether GitHub has a text as we would write it; it may keep other line ends. */
export const isSameText = (stored: string, wanted: string): boolean =>
  stored.replaceAll('\r\n', '\n').trim() === wanted.trim()
