/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const faultsWords: Words = {
  fields: {
    'Fault.id': 'Names the fault, to remove it.',
    match: 'Which calls are hit: all that is given must match.',
    bytesPerSecond: 'How slowly the answer comes, in bytes per second.',
    connection: 'What becomes of the connection instead of an answer.',
    delayMs: 'How late the answer comes, in milliseconds.',
    lose: 'What gets lost: the request, so that nothing happens, or only the response.',
    probability: 'How likely a call that matches is hit, from 0 to 1.',
    hits: 'How many calls it has hit.',
    seen: 'How many calls have matched it.',
    'AddFaultRequest.answer.status': 'The status to answer with.',
    'Fault.answer.status': 'The status to answer with.',
    'AddFaultRequest.answer.headers': 'Headers to answer with beside the usual ones.',
    'Fault.answer.headers': 'Headers to answer with beside the usual ones.',
  },
  parameters: {
    fault_id: 'The id of a fault, from `listFaults` or `addFault`.',
  },
  answers: {
    listFaults: 'All faults of the world, in the order in which they are asked.',
    addFault: 'The fault, which holds from the next call on.',
    clearFaults: 'No call of the world goes wrong any more.',
    removeFault: 'The fault is gone.',
  },
}
