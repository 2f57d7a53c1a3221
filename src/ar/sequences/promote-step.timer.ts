import { defineTimer } from '../../core/world/timer.ts'
import { customerInWords } from '../conventions/in-words.ts'
import { cancelSteps } from './end-enrollment.ts'
import { lacksInvoice, missingInvoice } from './missing-invoice.ts'
import { scheduledStepLifecycle } from './scheduled-step.lifecycle.ts'
import { scheduledSteps } from './scheduled-step.ts'

/** A step is ready at its time, whether or not anybody looks at the queue then. One that speaks of an invoice that there is not is cancelled. */
export const promoteStep = defineTimer({
  name: 'promoteStep',
  of: scheduledSteps,
  at: (step) => (step.status === 'scheduled' ? step.scheduled_for : null),
  summary: (world, { step_type, customer }) => `the ${step_type} of a sequence for ${customerInWords(world, customer)} is ready`,
  run(world, step) {
    const missing = lacksInvoice(world, step)
    if (missing !== undefined) {
      const error = missingInvoice(missing)
      cancelSteps(world, [step], error)
      return `cancelled: ${error}`
    }
    const ready = scheduledStepLifecycle.apply('promote', step)
    world.save(scheduledSteps, { ...ready, ready_at: world.clock.now() })
    return 'ready'
  },
})
