import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The image's file system, as near as it gets without an engine. */
export interface ReadOnlyRoot {
  /** Runs Node there with these words and this environment. `/app` in a word is where the App is. */
  readonly node: (words: readonly string[], env: Readonly<Record<string, string>>) => ChildProcess
  /** Whether nothing can be written anywhere, or, where that isn't permitted here, only where the App is. */
  readonly isWhole: boolean
  readonly remove: () => void
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * The App in a folder as the image has it, for a user who is nobody. As root it gets a mount namespace of its own, in
 * which everything is read-only; else a folder that can't be written to.
 * @param dist what was built
 */
export function readOnlyRoot(dist: string): ReadOnlyRoot {
  const isRoot = process.getuid?.() === 0
  const isWhole =
    isRoot && spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
  if (isWhole) {
    const setUp = [dist, join(ROOT, 'node_modules'), process.execPath, ROOT]
    return {
      isWhole,
      remove: () => {},
      node: (words, env) =>
        spawn(
          'unshare',
          ['--mount', 'sh', '-c', NAMESPACE, 'sh', ...setUp, ...words.map(within('/mnt/app'))],
          { env: { PATH: process.env.PATH ?? '', ...env } },
        ),
    }
  }
  const app = folderFor(dist)
  const nobody = isRoot ? ['setpriv', ...NOBODY] : ['env']
  return {
    isWhole,
    remove: () => {
      execFileSync('chmod', ['-R', 'u+w', app])
      rmSync(app, { recursive: true })
    },
    node: (words, env) =>
      spawn(nobody[0] ?? '', [...nobody.slice(1), process.execPath, ...words.map(within(app))], {
        cwd: app,
        env: { PATH: process.env.PATH ?? '', ...env },
      }),
  }
}

const within = (app: string) => (word: string) => word.replace(/^\/app\//u, `${app}/`)

/** The user of the image, without any right that it doesn't have there. */
const NOBODY = [
  '--reuid=65532',
  '--regid=65532',
  '--clear-groups',
  '--no-new-privs',
  '--inh-caps=-all',
  '--bounding-set=-all',
]

/** Words: what was built, its modules, Node, the project, and what Node is to run. */
const NAMESPACE = `set -e
mount -t tmpfs none /mnt
mkdir -p /mnt/app/dist /mnt/app/node_modules
touch /mnt/node
cp "$4/package.json" "$4/app.yml" /mnt/app/
mount --bind "$1" /mnt/app/dist
mount --bind "$2" /mnt/app/node_modules
mount --bind "$3" /mnt/node
# A temporary folder is for its owner only, but whom the App runs as is nobody.
chmod 755 /mnt/app/dist
shift 4
# What lies hidden beneath another can't be reached, and needn't be.
awk '$5 !~ "^/(proc|sys|dev)(/|$)" { print $5 }' /proc/self/mountinfo | while read -r place; do
  mount -o remount,bind,ro "$place" 2>/dev/null || true
done
cd /mnt/app
exec setpriv ${NOBODY.join(' ')} /mnt/node "$@"`

/** For those who may not make namespaces. */
function folderFor(dist: string): string {
  const app = mkdtempSync(join(tmpdir(), 'countersign-read-only-'))
  cpSync(dist, join(app, 'dist'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'))
  for (const name of ['package.json', 'app.yml']) cpSync(join(ROOT, name), join(app, name))
  execFileSync('chmod', ['-R', 'a+rX,a-w', join(app, 'dist')])
  chmodSync(app, 0o555)
  return app
}
