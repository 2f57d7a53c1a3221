import * as z from 'zod'
import { inheritedIssues } from '../core/call/host.ts'
import { LONGEST_SETTING, settingsApart } from '../core/world/setting.ts'
import { type SettingName, type SettingOptions, settingNames, settings } from '../settings.ts'
import { ClockMode } from './clock-mode.ts'
import { defineOperation } from './conventions/operation.ts'
import { refusing } from './conventions/refusals.ts'
import { toBody, WorldBody } from './list-worlds.op.ts'

type SettingFields = { readonly [Name in SettingName]: z.ZodOptional<z.ZodType<NonNullable<SettingOptions[Name]>>> }

const settingFields = Object.fromEntries(
  Object.values(settings).map(({ name, values, problem }) => [
    name,
    (problem ? z.string().max(LONGEST_SETTING) : z.enum(values)).optional(),
  ]),
) as unknown as SettingFields

export const createWorld = defineOperation({
  id: 'createWorld',
  route: 'POST /worlds',
  summary: 'Make a world',
  description:
    'Forked from the base, or from the present of another world with `from`, or its past with `before`; a reset takes it back to that.',
  source: 'arsim',
  body: z
    .object({
      id: z.string().optional().meta({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
      from: z.string().optional(),
      before: z.int().min(1).optional().meta({ description: 'To start as `from` was before this entry of its journal.' }),
      scenario: z.string().optional(),
      seed: z.int().optional(),
      clock: ClockMode.optional(),
      ...settingFields,
    })
    .superRefine((body, { addIssue }) => {
      for (const { field, message } of inheritedIssues(body)) addIssue({ code: 'custom', path: [field], message })
    })
    .refine(({ from, before }) => from !== undefined || before === undefined, {
      path: ['before'],
      error: 'Say of which world: `before` needs `from`.',
    }),
  responses: { 201: WorldBody },

  handle({ host, root, body: { id, ...options }, reply }) {
    const { settings, others } = settingsApart(settingNames, options)
    return reply(
      201,
      toBody(
        refusing(() => host.fork(id, { ...others, ...(Object.keys(settings).length && { settings }) })),
        root,
      ),
    )
  },

  examples: [
    {
      name: 'makes a world under a name',
      mark: 'C',
      body: { id: 'checkout' },
      expect: { status: 201, body: { id: 'checkout', scenario: 'default', seed: 1, clock: 'frozen' } },
    },
    {
      name: 'makes a world that lives',
      mark: 'C',
      body: { id: 'alive', life: 'on' },
      expect: { status: 201, body: { id: 'alive' } },
    },
    {
      name: 'makes a world whose agent errs',
      mark: 'C',
      body: { id: 'erring', life: 'on', agentMistakes: 'stale_balance=0.1,duplicate=0.05' },
      expect: { status: 201, body: { id: 'erring' } },
    },
    {
      name: 'a mistake that the agent does not make is refused with those there are',
      mark: 'C',
      body: { agentMistakes: 'typo=0.1' },
      expect: {
        status: 400,
        body: {
          error: {
            message:
              'The agent makes no mistake "typo". There is: stale_balance, wrong_number, duplicate, dunned_promise, dunned_dispute, wrong_person.',
          },
        },
      },
    },
    {
      name: 'a share above one is refused',
      mark: 'C',
      body: { agentMistakes: 'duplicate=2' },
      expect: {
        status: 400,
        body: { error: { message: 'The share of "duplicate" is a number from 0 to 1, such as duplicate=0.1, not "2".' } },
      },
    },
    {
      name: 'makes a world from the present of another',
      mark: 'C',
      body: { id: 'copy', from: 'default' },
      expect: { status: 201, body: { id: 'copy' } },
    },
    {
      name: 'an entry that the other world does not have is no start',
      mark: 'C',
      body: { from: 'default', before: 1_000_000 },
      expect: { status: 400, body: { error: { details: [{ field: 'before', message: 'There is no entry 1000000.' }] } } },
    },
    {
      name: 'before an entry needs the world whose entry it is',
      mark: 'C',
      body: { before: 1_000_000 },
      expect: { status: 400, body: { error: { details: [{ field: 'before' }] } } },
    },
    {
      name: 'makes a world of another seed',
      mark: 'C',
      body: { id: 'other', seed: 7 },
      expect: { status: 201, body: { seed: 7 } },
    },
    {
      name: 'makes a world in which people consent to OAuth by themselves',
      mark: 'C',
      body: { id: 'consenting', oauth: 'auto' },
      expect: { status: 201, body: { id: 'consenting' } },
    },
    {
      name: 'a name that is taken is refused',
      mark: 'C',
      body: { id: 'default' },
      expect: { status: 400, body: { error: { message: 'There is a world "default" already.' } } },
    },
    {
      name: 'a name with other characters is refused',
      mark: 'C',
      body: { id: 'a b' },
      expect: { status: 400, body: { error: { message: 'A world id is 1 to 64 of A-Z a-z 0-9 _ -.' } } },
    },
    {
      name: 'a world that does not exist is no start',
      mark: 'C',
      body: { from: 'nowhere' },
      expect: { status: 400, body: { error: { message: 'There is no world "nowhere".' } } },
    },
    {
      name: 'an unknown scenario is refused with those there are',
      mark: 'C',
      body: { scenario: 'huge' },
      expect: { status: 400, body: { error: { message: 'There is no scenario "huge". There is: default, empty.' } } },
    },
  ],
})
