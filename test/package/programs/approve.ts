/** What a client does first: reads the guide, then approves the proposed action. */
export async function approve(origin: string) {
  const guide = await (await fetch(`${origin}/__sim`)).json()
  const [company] = guide.companies
  const response = await fetch(`${origin}/api/companies/${company.id}/actions/${guide.samples.actions.proposed}/approve`, {
    method: 'POST',
    headers: { authorization: `Token ${company.members[0].token}` },
  })
  const { status } = await response.json()
  return [response.status, status]
}
