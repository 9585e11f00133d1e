import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type Key =
  | { readonly ok: true; readonly value: string | undefined }
  | { readonly ok: false; readonly problem: string }

/**
 * The App's private key: itself, in base64 as some hosts want it on one line, with `\n` written out, or from a
 * file. It is tried here: a key that was cut off while pasting would else fail at the first webhook only.
 */
export function privateKey(env: Readonly<Record<string, string | undefined>>): Key {
  const { PRIVATE_KEY: given, PRIVATE_KEY_PATH: path } = env
  if (given === undefined)
    return path === undefined ? { ok: true, value: undefined } : fromFile(path)
  const text = given.includes('-----BEGIN')
    ? given.replaceAll('\\n', '\n')
    : Buffer.from(given, 'base64').toString('utf8')
  if (!text.includes('-----BEGIN')) {
    return problem(
      'PRIVATE_KEY is not a PEM key: paste the whole file, from "-----BEGIN" on, or its base64.',
    )
  }
  return readable(text, 'PRIVATE_KEY')
}

function fromFile(path: string): Key {
  try {
    return readable(readFileSync(path, 'utf8'), 'PRIVATE_KEY_PATH')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return problem(`PRIVATE_KEY_PATH can't be read: ${reason}.`)
  }
}

function readable(text: string, name: string): Key {
  try {
    if (createPrivateKey(text).asymmetricKeyType === 'rsa') return { ok: true, value: text }
    return problem(`${name} holds a key of another kind: GitHub's are RSA keys.`)
  } catch {
    // The reason may quote the key.
    return problem(
      `${name} holds a key that can't be read: it may be cut off. Paste the whole file, from "-----BEGIN" to the end.`,
    )
  }
}

const problem = (text: string): Key => ({ ok: false, problem: text })
