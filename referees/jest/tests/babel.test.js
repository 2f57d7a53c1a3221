import { createSimulator } from 'arsim'
import { collections } from 'arsim/data'
import { handlers } from 'arsim/msw'
import { setupServer } from 'msw/node'
import { approves } from './approves.cjs'

approves({ createSimulator, collections, handlers, setupServer })
