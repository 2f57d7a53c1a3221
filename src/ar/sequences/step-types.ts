/** A reminder is an e-mail; calls and tasks are done by people. */
export const stepTypes = ['reminder', 'call', 'task'] as const
