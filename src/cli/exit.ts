/** Exit codes: all is well (or would be green), red, wrong use, a fault of ours. */
export const EXIT = { well: 0, red: 1, wrong: 2, fault: 3 } as const
