/** What a number should be, in words and as a check. */
const goal = (text, isMet) => ({ text, isMet })

export const atLeast = (limit) => goal(`at least ${limit}`, (value) => value >= limit)
export const atMost = (limit) => goal(`at most ${limit}`, (value) => value <= limit)
export const under = (limit) => goal(`under ${limit}`, (value) => value < limit)
export const over = (limit) => goal(`over ${limit}`, (value) => value > limit)
