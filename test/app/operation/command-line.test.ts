import { describe, expect, it } from '@jest/globals'
import { readWords, type Words } from '../../../src/app/operation/command-line.ts'

const operate = (what: 'reconcile' | 'given-up' | 'retry', url: string | null = null): Words => ({
  kind: 'operate',
  what,
  url,
})

describe('the command line', () => {
  it.each<[string, Words]>([
    ['start', { kind: 'start', role: 'all' }],
    ['start --role web', { kind: 'start', role: 'web' }],
    ['start --role=worker', { kind: 'start', role: 'worker' }],
    ['reconcile', operate('reconcile')],
    ['reconcile --url https://there', operate('reconcile', 'https://there')],
    ['given-up', operate('given-up')],
    ['given-up --retry --url http://there:3000', operate('retry', 'http://there:3000')],
    ['help', { kind: 'help' }],
    ['start --help', { kind: 'help' }],
    ['-h', { kind: 'help' }],
  ])('countersign %s', (line, expected) => {
    expect(readWords(line.split(' '))).toEqual(expected)
  })

  it.each([
    ['', 'a command is missing.'],
    ['stop', 'there is no command "stop".'],
    ['toString', 'there is no command "toString".'],
    ['start --role cook', '--role is one of all, web, worker, not "cook".'],
    ['start --role', '--role'],
    ['start --retry', '"start" does not take "retry".'],
    ['start --fast', '--fast'],
    ['reconcile start', '"reconcile" does not take "start".'],
    ['reconcile --url there', '--url must begin with "http://" or "https://".'],
  ])('countersign %s is wrong', (line, problem) => {
    const words = line.split(' ').filter((word) => word !== '')
    expect(readWords(words)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) })
  })
})
