import { expect, test } from '@jest/globals'
import { kept } from '../../src/app/kept.ts'

/** Answers one by one, when the test says so. */
function questions<T>() {
  const asked: { readonly give: (answer: T) => void; readonly fail: (error: Error) => void }[] = []
  const ask = () =>
    new Promise<T>((give, fail) => {
      asked.push({ give, fail })
    })
  return { asked, ask }
}

test('whoever asks meanwhile waits for the same answer, which is remembered, null as well', async () => {
  const { asked, ask } = questions<number | null>()
  const answers = kept<number | null>(10, () => 60_000)
  const both = [answers.get('a', ask), answers.get('a', ask)]
  asked[0]?.give(null)
  expect(await Promise.all(both)).toEqual([null, null])
  expect(await answers.get('a', ask)).toBeNull()
  expect(asked).toHaveLength(1)
})

test('a failure is told to all who wait, and not remembered', async () => {
  const { asked, ask } = questions<number>()
  const answers = kept<number>(10, () => 60_000)
  const both = Promise.allSettled([answers.get('a', ask), answers.get('a', ask)])
  asked[0]?.fail(new Error('no'))
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  const again = answers.get('a', ask)
  asked[1]?.give(2)
  expect(await again).toBe(2)
})

test('an answer is good for as long as it says', async () => {
  const answers = kept<number>(10, (answer) => answer)
  expect(await answers.get('a', async () => 1)).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await answers.get('a', async () => 60_000)).toBe(60_000)
  expect(await answers.get('a', async () => 3)).toBe(60_000)
})

test('what comes of itself is not replaced by what was asked for before', async () => {
  const { asked, ask } = questions<string>()
  const answers = kept<string>(10, () => 60_000)
  const slow = answers.get('a', ask)
  answers.put('a', 'newer')
  asked[0]?.give('older')
  expect(await slow).toBe('older')
  expect(await answers.get('a', ask)).toBe('newer')
})

test('those who wait get their answer, even where it is forgotten meanwhile', async () => {
  const { asked, ask } = questions<number>()
  const answers = kept<number>(1, () => 60_000)
  const first = answers.get('a', ask)
  const second = answers.get('b', ask)
  asked[0]?.give(1)
  asked[1]?.give(2)
  expect(await Promise.all([first, second])).toEqual([1, 2])
})
