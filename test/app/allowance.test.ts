import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { allowance } from '../../src/app/allowance.ts'

beforeEach(() => void jest.useFakeTimers({ now: 0 }))
afterEach(() => void jest.useRealTimers())

const takes = (one: { readonly take: () => boolean }, times: number): number =>
  Array.from({ length: times }, one.take).filter(Boolean).length

test('gives out a full one at once, and no more', () => {
  expect(takes(allowance(3, 1), 5)).toBe(3)
})

test('comes back with time, up to a full one', () => {
  const one = allowance(3, 2)
  takes(one, 3)
  jest.setSystemTime(60_000)
  expect(takes(one, 5)).toBe(2)
  jest.setSystemTime(3_600_000)
  expect(takes(one, 5)).toBe(3)
})

test('comes back in parts, however often it is asked for', () => {
  const one = allowance(1, 1)
  takes(one, 1)
  for (let second = 1; second < 60; second++) {
    jest.setSystemTime(1_000 * second)
    expect(one.take()).toBe(false)
  }
  jest.setSystemTime(60_001)
  expect(one.take()).toBe(true)
})

test('is not fooled by a clock that is set back', () => {
  jest.setSystemTime(60_000)
  const one = allowance(1, 1)
  takes(one, 1)
  jest.setSystemTime(0)
  expect(one.take()).toBe(false)
})

test('can be given back', () => {
  const one = allowance(1, 1)
  takes(one, 1)
  one.giveBack()
  one.giveBack()
  expect(takes(one, 2)).toBe(1)
})
