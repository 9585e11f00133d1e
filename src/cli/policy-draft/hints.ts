import { z } from 'zod'

/** The files in the root that say how a project is checked. */
export const MANIFESTS = [
  'package.json',
  'Cargo.toml',
  'go.mod',
  'pyproject.toml',
  'Makefile',
] as const

/**
 * Commands that a project's own files suggest.
 * @param textOf what such a file holds, null where there is none
 * @param hasFile whether there is such a file in the root
 */
export function suggestedCommands(
  textOf: (name: (typeof MANIFESTS)[number]) => string | null,
  hasFile: (name: string) => boolean,
): readonly string[] {
  const python = textOf('pyproject.toml') ?? ''
  const targets = [...(textOf('Makefile') ?? '').matchAll(/^(test|check|lint)\s*:(?!=)/gmu)]
  return [
    ...scriptsIn(textOf('package.json'), hasFile),
    ...(textOf('Cargo.toml') === null ? [] : ['cargo test', 'cargo clippy']),
    ...(textOf('go.mod') === null ? [] : ['go test ./...', 'go vet ./...']),
    ...(/\bpytest\b/u.test(python) ? ['pytest'] : []),
    ...(/^\[tool\.ruff\b/mu.test(python) ? ['ruff check .'] : []),
    ...(/^\[tool\.mypy\b/mu.test(python) ? ['mypy .'] : []),
    ...new Set(targets.map(([, target = '']) => `make ${target}`)),
  ]
}

const Package = z.object({ scripts: z.record(z.string(), z.unknown()).default({}) })

/** Scripts that check, by their usual names. */
const SCRIPTS = ['test', 'lint', 'typecheck', 'type-check', 'check', 'build']

function scriptsIn(text: string | null, hasFile: (name: string) => boolean): readonly string[] {
  const { scripts } = Package.safeParse(jsonOf(text)).data ?? { scripts: {} }
  const [program = 'npm'] = MANAGERS.flatMap(([name, locks]) => (locks.some(hasFile) ? [name] : []))
  return (
    SCRIPTS.filter((name) => typeof scripts[name] === 'string')
      // What `npm init` writes.
      .filter((name) => !/no test specified/u.test(String(scripts[name])))
      .map((name) =>
        name === 'test' && program !== 'bun' ? `${program} test` : `${program} run ${name}`,
      )
  )
}

const MANAGERS = [
  ['pnpm', ['pnpm-lock.yaml']],
  ['yarn', ['yarn.lock']],
  ['bun', ['bun.lock', 'bun.lockb']],
] as const

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
