import * as z from 'zod'
import { CONFIRMED, crmBlobs, crmDocuments } from '../documents/document.ts'
import { defineOperation, documentOf, NO_FILE, Signed, toBytes } from './conventions.ts'
import { filed, putAddress } from './examples.ts'

export const putFile = defineOperation({
  id: 'putFile',
  route: 'PUT /{key}',
  summary: 'Upload the bytes of a document',
  description: 'To the `uploadUrl` of `uploadDocument`, with its headers. Again until the upload is confirmed.',
  source: 'arsim',
  query: Signed,
  rules: [
    {
      refuse: CONFIRMED,
      when: ({ world, path }) => (world.table(crmDocuments).find('ofKey', path.key)?.status ?? 'pending') !== 'pending',
    },
  ],
  responses: { 200: z.undefined() },
  refuses: { 'not-found': NO_FILE },

  handle({ world, path, request, reply }) {
    const { key } = documentOf(world, path.key)
    world.table(crmBlobs).put({ id: key, bytes: toBytes(request.body ?? '') })
    return reply(200, undefined)
  },

  examples: [
    {
      name: 'takes the bytes',
      mark: 'C',
      given: (world) => filed(world, 'pending'),
      ...putAddress,
      expect: { status: 200 },
    },
    {
      name: 'refuses another content type than the one that was announced',
      mark: 'C',
      given: (world) => filed(world, 'pending'),
      ...putAddress,
      headers: { 'content-type': 'text/html' },
      expect: {
        status: 403,
        body: { success: false, error: { code: 'FORBIDDEN' } },
        headers: { 'x-sim-warning': 'Send the header Content-Type: text/plain.' },
      },
    },
    {
      name: 'refuses a signature of something else',
      mark: 'C',
      given: (world) => filed(world, 'pending'),
      ...putAddress,
      query: { ...putAddress.query, contentType: 'text/html' },
      expect: { status: 403 },
    },
    {
      name: 'refuses to replace what was confirmed',
      mark: 'C',
      given: (world) => filed(world, 'active'),
      ...putAddress,
      expect: {
        status: 409,
        body: { error: { message: CONFIRMED } },
      },
    },
    { name: 'a file that was deleted is not found', mark: 'C', ...putAddress, expect: { status: 404 } },
  ],
})
