/** The form that makes a world comes when somebody opens it: the first page has it too. */
import { lazy } from 'react'

export const WorldForm = lazy(() => import('./WorldForm.tsx').then((module) => ({ default: module.WorldForm })))
