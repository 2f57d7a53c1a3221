import * as z from 'zod'
import { defineOperation } from '../conventions/operation.ts'
import { allOf, pageOf, toPage } from '../conventions/page.ts'
import { pageParameters, queryBoolean, queryText } from '../conventions/query.ts'
import { type Member, MemberShown, members } from './member.ts'

export const listMembers = defineOperation({
  id: 'listMembers',
  route: 'GET /companies/{company_id}/members',
  summary: 'List members',
  description: 'The people of the company, whom `approved_by`, `ar_owner` and `sales_owner` name; who joined first comes first.',
  source: 'team, List members',
  isExtension: true,
  query: z.object({
    ...pageParameters,
    is_active: queryBoolean('Whether the member is active.'),
    search: queryText('Part of the name or the e-mail address, in any case.'),
  }),
  responses: { 200: pageOf(MemberShown) },

  handle({ world, company, query, reply }) {
    const { is_active, search } = query
    const page = toPage(world, query, {
      table: members,
      index: 'ofCompany',
      slices: [{ rows: world.table(members).in('ofCompany', company.id) }],
      where: allOf<Member>(
        is_active === undefined ? undefined : (member) => member.is_active === is_active,
        search && world.finds(members, search),
      ),
      show: (member) => world.show(members, member),
    })
    return reply(200, page)
  },

  examples: [
    {
      name: 'lists the members of the company, with role and date of joining',
      mark: 'D team-1',
      query: { page_size: '1' },
      expect: {
        status: 200,
        body: { count: 4, page: 1, page_size: 1, data: [{ id: '$companies.0.members.0.id', role: 'owner', is_active: true }] },
      },
    },
    {
      name: 'nobody is inactive at first',
      mark: 'C',
      query: { is_active: 'false' },
      expect: { status: 200, body: { count: 0, data: [] } },
    },
    {
      name: 'refuses what is no boolean and no number',
      mark: 'C',
      query: { is_active: 'maybe', page: '0' },
      expect: {
        status: 400,
        body: {
          is_active: ['Must be a valid boolean.'],
          page: ['Ensure this value is greater than or equal to 1.'],
        },
      },
    },
  ],
})
