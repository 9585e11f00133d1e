/** What the last stage of a Dockerfile says, and all that is copied. */
export interface Dockerfile {
  /** What follows each such instruction, on one line. */
  readonly all: (instruction: string) => readonly string[]
  /** The words of one that is written as JSON. Throws when there is none. */
  readonly words: (instruction: string) => readonly string[]
  /** The environment of the image. */
  readonly env: Readonly<Record<string, string>>
}

export function readDockerfile(text: string): Dockerfile {
  const lines = text
    .replaceAll(/^#.*\n/gmu, '')
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
  const all = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1))
  return {
    all,
    words: (instruction) => {
      const json = /\[.*\]$/u.exec(all(instruction).at(-1) ?? '')?.[0]
      if (json === undefined) throw new Error(`The Dockerfile has no ${instruction} in JSON`)
      return JSON.parse(json) as readonly string[]
    },
    env: Object.fromEntries(
      all('ENV')
        .flatMap((line) => line.split(' '))
        .map((pair) => pair.split('=') as [string, string]),
    ),
  }
}
