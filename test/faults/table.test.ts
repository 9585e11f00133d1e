import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'

const HERE = new URL('./', import.meta.url)
const PAGE = new URL('../../docs/reliability.md', import.meta.url)

/** `name | engine` of each fault that these tests play. */
function played(): readonly string[] {
  const files = readdirSync(HERE).filter((name) => name.endsWith('.test.ts'))
  const texts = files.map((name) => readFileSync(new URL(name, HERE), 'utf8'))
  return texts.flatMap((text) =>
    [...text.matchAll(/^fault\(\s*'([^']+)',\s*'([^']+)'/gmu)].map(
      ([, name, engine]) => `${name} | ${engine}`,
    ),
  )
}

/** The same of each row of the page's table. */
function written(): readonly string[] {
  const [, table = ''] = readFileSync(PAGE, 'utf8').split('| fault | engine |')
  return table
    .split('\n')
    .slice(2)
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split(' | ').slice(0, 2).join(' | ').slice(2))
}

it('the page of what was tried lists every fault that is, and no other', () => {
  expect(played().length).toBeGreaterThan(20)
  expect(new Set(played()).size).toBe(played().length)
  expect(written()).toEqual(expect.arrayContaining([...played()]))
  expect(played()).toEqual(expect.arrayContaining([...written()]))
})
