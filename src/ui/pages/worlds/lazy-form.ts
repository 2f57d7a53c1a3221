/** The form that makes a world comes when somebody opens it: the first page has it too. */
import { later } from '../../parts/later.tsx'

export const WorldForm = later(async () => ({ default: (await import('./WorldForm.tsx')).WorldForm }))
