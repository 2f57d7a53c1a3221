/** Books that can be read: those of companies, by the AR API, as one of their members. */
import type { Company } from './queries.ts'

/** Whose books they are, and what each call for them has. */
export interface CompanyBooks {
  readonly name: string
  readonly world: string
  readonly path: { readonly company_id: string }
  readonly as: string
}

/** Of each company with a member who has a token. */
export const booksIn = (world: string, companies: readonly Company[] = []): CompanyBooks[] =>
  companies.flatMap(({ id, name, members }) => {
    const token = members.find((member) => member.token)?.token
    return token ? [{ name, world, path: { company_id: id }, as: `Token ${token}` }] : []
  })
