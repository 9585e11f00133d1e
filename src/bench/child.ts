import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answers, Question } from './in-child.ts'

/** A server that runs as a process of its own. */
export interface Child {
  readonly url: string
  readonly ask: <Asked extends Question>(question: Asked) => Promise<Answers[Asked]>
  /** Ends it without letting it finish anything. */
  readonly end: () => Promise<void>
}

/** Starts one of this folder's programs. What it logs is thrown away; what it complains about is shown. */
export async function startChild(
  program: 'app-process.js' | 'smallest-app.js',
  settings: object,
  env: Readonly<Record<string, string>>,
): Promise<Child> {
  const path = fileURLToPath(new URL(program, import.meta.url))
  const child = fork(path, [JSON.stringify(settings)], {
    // As in the image.
    env: { MALLOC_ARENA_MAX: '1', ...env },
    execArgv: ['--max-semi-space-size=8'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const url = new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)))
    ended.then(([code]) => reject(new Error(`${program} ended with exit code ${code}`)), reject)
  })
  return {
    url: await url,
    ask: (question) => answerOf(child, question),
    end: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

let questions = 0

function answerOf<Asked extends Question>(
  child: ChildProcess,
  question: Asked,
): Promise<Answers[Asked]> {
  questions += 1
  const id = questions
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The process of the App has ended'))
    const hear = (message: unknown) => {
      const { to, answer } = message as { readonly to: number; readonly answer: Answers[Asked] }
      if (to !== id) return
      child.off('message', hear)
      child.off('exit', gone)
      resolve(answer)
    }
    child.on('message', hear)
    child.once('exit', gone)
    child.send({ id, question })
  })
}
