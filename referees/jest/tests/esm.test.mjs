import { createSimulator } from 'arsim'
import { collections } from 'arsim/data'
import { handlers } from 'arsim/msw'
import { setupServer } from 'msw/node'
import kit from './approves.cjs'

kit.approves({ createSimulator, collections, handlers, setupServer })
