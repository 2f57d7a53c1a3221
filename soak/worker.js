/** One of many who call at the same time. Each has worlds of its own, so it knows what must be in them. */

/** For texts and files of any length. */
const LETTERS = Array.from({ length: 60_000 }, (_, i) => `word ${i.toString(36)}, `).join('')
const BYTES = Buffer.alloc(5_000_000, LETTERS)
const LONGEST = 900_000
const TOO_LONG = Buffer.from(`{"content":"${'a'.repeat(1_000_100)}"}`)
const BUSY = 4
const MARKS = 10
/** After so many it makes room. */
const MOST_REFUSALS = 50
const CRM = '/api/v1/integrations'

/** Numbers from 0 to 1, the same ones for the same seed. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((again ^ (again >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What there is to call with in a world, by its guide. */
function toFacts({ companies: [{ id, members }], crm_users: [crmUser], samples }) {
  return { company: `/api/companies/${id}`, token: members[0].token, crmUser, samples }
}

export class Worker {
  /** How many worlds of each kind it has made. */
  made = { names: 0, seeds: 0, forks: 0 }
  #client
  #number
  #share
  #facts
  #customers
  #pristine
  #random
  #calls = 0
  #texts = 0
  #busy
  /** So many calls had no room since it made some. */
  #refusals = 0
  /** Worlds that are its own beside the busy ones, and those that it has only read. */
  #others = []
  #names = []
  #marks = []

  /** @param share what this one has to do: `calls`, the `names` and `seeds` among them, and the `crowd` after them */
  constructor(client, number, { guide, customers, pristine, share, seed }) {
    this.#client = client
    this.#number = number
    this.#share = share
    this.#facts = toFacts(guide)
    this.#customers = customers
    this.#pristine = pristine
    this.#random = numbers(seed * 1000 + number)
    this.#busy = Array.from({ length: BUSY }, (_, i) => this.#world(`busy-${number}-${i}`))
  }

  /** Makes worlds that nobody touches from then on, and remembers how they look. */
  async mark() {
    for (let i = 0; i < MARKS; i++) {
      const world = this.#world(`mark-${this.#number}-${i}`)
      if (i % 2)
        this.#expect(
          await this.#make({ id: world.id, from: i === 3 && this.#number % 4 === 0 ? this.#marks[0].world.id : 'default' }),
          201,
        )
      const { samples, company } = world.facts
      const name = `Marked ${this.#number}/${i}`
      this.#expect(await this.#call(world, 'PATCH', `${company}/sequences/${samples.sequences.draft}`, { name }), 200)
      await this.#note(world, this.#text(i % 3 ? 200 : 50_000))
      const file = i % 5 === 0 ? await this.#upload(world, 20_000) : undefined
      if (i % 2) await this.#advance(world, 'P1D')
      const was = await this.#look(world)
      if (!was.includes(name)) throw new Error(`There is no room for the mark of ${world.id}.`)
      this.#marks.push({ world, file, was, name })
    }
  }

  /** Does its share. */
  async run() {
    const { calls, names, seeds } = this.#share
    const isBehind = (made, all) => made < (this.#calls / calls) * all
    while (this.#calls < calls && !this.#client.isOver) {
      if (this.#refusals > MOST_REFUSALS) await this.#tidyUp()
      else if (isBehind(this.made.seeds, seeds)) await this.#newSeed()
      else if (isBehind(this.made.names, names)) await this.#newName()
      else await this.#any(works)(this)
    }
  }

  /** Whether all that was marked is as it was. */
  async check() {
    for (const { world, file, was, name } of this.#marks) {
      const is = await this.#look(world)
      if (!is.includes(name)) this.#client.violate(`the world ${world.id} has lost its mark`)
      else if (is !== was) this.#client.violate(`the world ${world.id} has changed`)
      if (file && is === was) await this.#compareFile(world, file)
    }
  }

  /** Forgets all but the marks, and sees that there is room again. */
  async forget() {
    for (const { id } of [...this.#busy, ...this.#others, ...this.#names]) await this.#delete(id)
    const world = this.#world(`after-${this.#number}`)
    const answer = await this.#note(world, this.#text(100_000))
    if (answer.status === 507) this.#client.violate('a 507 though almost all worlds were deleted')
  }

  /** Names worlds on and on, which are only read. */
  async crowd() {
    for (let i = 0; i < this.#share.crowd && !this.#client.isOver; i++) await this.#newName(false)
  }

  // What it does, each one step.

  async read() {
    const world = this.#any(this.#busy)
    const { company, samples } = world.facts
    const path = this.#any([
      `/customers/${samples.customers.active}`,
      `/invoices/${samples.invoices.current}`,
      `/actions/${samples.actions.proposed}`,
      `/communications/threads/${samples.threads.email}`,
      `/sequences/${samples.sequences.active}`,
    ])
    this.#expect(await this.#call(world, 'GET', company + path), 200)
  }

  async list() {
    const world = this.#any(this.#busy)
    const path = this.#any([
      '/actions?category=needs_action',
      '/actions?page_size=50',
      '/actions?search=invoice',
      '/customers?limit=30',
      '/invoices?limit=30&overdue_only=true',
      '/communications/threads?page_size=10',
      '/communications/emails?search=payment',
      '/sequences',
      '/sequences/queue?page_size=30',
      '/integrations',
    ])
    this.#expect(await this.#call(world, 'GET', world.facts.company + path), 200)
  }

  async readCrm() {
    const path = this.#any([
      '/email/inbox',
      '/email/inbox?folder=sent&limit=5',
      '/email/folders/counts',
      '/calendar/events',
      '/connections',
      '/documents?limit=10',
    ])
    this.#expect(await this.#crm(this.#any(this.#busy), 'GET', path), 200)
  }

  async write() {
    const world = this.#any(this.#busy)
    const { company, samples } = world.facts
    const customer_id = this.#any(this.#customers)
    const post = (path, body) => this.#call(world, 'POST', company + path, body)
    const action = `/actions/${samples.actions.proposed}`
    await this.#any([
      () => this.#note(world, this.#text(500)),
      () => post('/communications/log-manual', { customer_id, communication_type: 'call', notes: this.#text(300) }),
      () => post(`${action}/approve`, { comment: this.#text(100) }),
      () => post(`${action}/reject`, { reason: 'No' }),
      () => post(`${action}/send`, { final_content: this.#text(200) }),
      () => post('/sequences', { name: `Made ${this.#random()}`, duplicate_from: samples.sequences.active }),
      () => post(`/sequences/${samples.sequences.draft}/steps`, { body_plain_template: 'Dear {{customer.name}}, {{a}}' }),
      () => post('/sequence-enrollments', { sequence_id: samples.sequences.active, customer_id }),
      () => post(`/sequences/queue/${samples.scheduled_steps.ready_reminder}/send`, {}),
    ])()
  }

  async writeCrm() {
    const world = this.#any(this.#busy)
    const { samples } = world.facts
    const start = '2027-01-01T09:00:00Z'
    await this.#any([
      () => this.#crm(world, 'PATCH', `/email/${samples.crm_emails.inbox}/read`, {}),
      () => this.#mail(world, this.#text(400)),
      () =>
        this.#crm(world, 'POST', '/calendar/events', {
          title: this.#text(50),
          start,
          end: '2027-01-01T10:00:00Z',
          attendees: ['ann@example.com'],
        }),
      () => this.#crm(world, 'PATCH', `/calendar/events/${samples.crm_events.upcoming}`, { title: this.#text(50) }),
      () => this.#crm(world, 'DELETE', `/calendar/events/${samples.crm_events.past}`),
      () => this.#crm(world, 'POST', '/email/sync', {}),
    ])()
  }

  async refused() {
    const world = this.#any(this.#busy)
    const { company, samples } = world.facts
    const draft = `${company}/sequences/${samples.sequences.draft}`
    const answer = await this.#any([
      () => this.#call(world, 'GET', `${company}/customers/00000000-0000-4000-8000-00000000abcd`),
      () => this.#call(world, 'GET', `${company}/nothing`),
      () => this.#call(world, 'GET', `${company}/actions?page=x`),
      () => this.#call(world, 'DELETE', `${company}/actions`),
      () => this.#call(world, 'PATCH', draft, { name: '' }),
      () => this.#call(world, 'POST', `${draft}/steps`, { body_html_template: '{{#a}}' }),
      () => this.#call(world, 'POST', `${company}/thread-notes`, TOO_LONG),
      () => this.#call(world, 'POST', `${company}/thread-notes`, Buffer.from(`{"content":${'['.repeat(5_000)}`)),
      () => this.#call(world, 'PATCH', '/__sim/clock', { advance: 'tomorrow' }),
      () => this.#call(world, 'GET', '/__storage/none?signature=none'),
      () => this.#client.call('GET', `${company}/actions`, { headers: { authorization: 'Token none' } }),
      () => this.#client.call('GET', '/~no%20world/__sim'),
      () => this.#make({ id: 'default' }),
      () => this.#make({ scenario: 'none' }),
      () => this.#make({ seed: 1.5 }),
    ])()
    if (answer.status < 400) this.#client.violate(`a call that must be refused is answered with ${answer.status}`)
  }

  async large() {
    const world = this.#mostlyBusy()
    const { company, samples } = world.facts
    const text = this.#text(50_000 + this.#random() * (LONGEST - 50_000))
    const action = `${company}/actions/${samples.actions.proposed}`
    const step = `${company}/sequences/${samples.sequences.draft}/steps/${samples.steps.without_history}`
    const notes = `${company}/thread-notes?thread_id=${samples.threads.email}`
    const [work, where] = this.#any([
      [() => this.#note(world, text), notes],
      [() => this.#mail(world, text), `${CRM}/email/inbox?folder=sent&limit=2`],
      [() => this.#call(world, 'PUT', step, { body_plain_template: text }), step],
      [() => this.#call(world, 'POST', `${action}/send`, { final_content: text }), action],
    ])
    const { status } = await this.#heavy(world, work)
    if (status !== 507) return
    const found = await this.#call(world, 'GET', where)
    if (found.text().includes(text.slice(0, 20))) this.#client.violate(`a 507 has written to the world ${world.id}`)
  }

  async file() {
    const world = this.#mostlyBusy()
    const file = await this.#upload(world, Math.floor(100_000 + this.#random() * 4_500_000))
    if (file.key) await this.#compareFile(world, file)
  }

  async bulk() {
    const world = this.#any(this.#busy)
    const { company, samples } = world.facts
    const path = `${company}/sequences/${samples.sequences.active}/enrollments/bulk`
    const unknown = Array.from({ length: 2_000 }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`)
    await this.#heavy(world, () => this.#call(world, 'POST', path, { customer_ids: [...this.#customers, ...unknown] }))
    await this.#heavy(world, () => this.#advance(world, 'P30D'))
  }

  async advance() {
    await this.#advance(this.#any(this.#busy), this.#any(['PT1M', 'PT1H', 'P1D', 'P1D', 'P10D', 'P1Y']))
  }

  async reset() {
    const world = this.#any(this.#busy)
    const { status } = this.#expect(await this.#reset(world), 200)
    if (status !== 200) return
    const { company, samples } = world.facts
    const answer = await this.#call(world, 'GET', `${company}/sequences/${samples.sequences.draft}`)
    if (answer.status === 200 && answer.text() !== this.#pristine) this.#client.violate(`the world ${world.id} is not as new`)
  }

  async fork() {
    const { id: from } = this.#any(this.#busy)
    const { id } = this.#world(`fork-${this.#number}-${this.made.forks++}`)
    const answer = await this.#make({ id, ...this.#any([{ from }, { from }, { clock: 'running' }, { oauth: 'auto' }, {}]) })
    this.#expect(answer, 201, 400)
    if (answer.status === 201) this.#others.push(this.#world(id))
    else await this.#isNone(id)
  }

  async forgetOne() {
    const at = Math.floor(this.#random() * this.#others.length)
    const [world] = this.#others.splice(at, 1)
    if (world) await this.#delete(world.id)
  }

  async document() {
    this.#expect(await this.#client.call('GET', this.#any(['/openapi/ar.json', '/openapi/crm.json', '/__sim', '/'])), 200)
  }

  // Of what the steps are made.

  #world = (id, facts = this.#facts) => ({ id, facts })
  #any = (items) => items[Math.floor(this.#random() * items.length)]

  /** One that begins like no other. */
  #text(length) {
    const start = Math.floor(this.#random() * (LETTERS.length - length))
    return `Text ${this.#number}/${this.#texts++}: ${LETTERS.slice(start, start + length)}.`
  }

  /** Now and then one that stays. */
  #mostlyBusy() {
    if (this.#random() < 0.75) return this.#any(this.#busy)
    const world = this.#world(`kept-${this.#number}-${this.#others.length}`)
    this.#others.push(world)
    return world
  }

  #expect(answer, ...statuses) {
    if (answer.status === 507) this.#refusals++
    else if (!statuses.includes(answer.status))
      this.#client.violate(`${statuses.join(' or ')} expected, not ${answer.status}: ${answer.text().slice(0, 300)}`)
    return answer
  }

  /** In a world, which is named by the path or by the header. */
  #call({ id, facts }, method, path, body) {
    this.#calls++
    const authorization = path.startsWith('/api/v1/') ? `Bearer ${facts.crmUser.accessToken}` : `Token ${facts.token}`
    const isInPath = this.#random() < 0.5
    const headers = { authorization, ...(!isInPath && { 'x-sim-world': id }) }
    return this.#client.call(method, isInPath ? `/~${id}${path}` : path, { headers, body })
  }

  /** After a while on the clock of the world its token is good no more. */
  async #crm(world, method, path, body) {
    const answer = await this.#call(world, method, CRM + path, body)
    if (answer.status !== 401) return answer
    const { email, password, tenantSlug } = world.facts.crmUser
    const login = await this.#call(world, 'POST', '/api/v1/auth/login', { email, password, tenantSlug })
    if (login.status !== 200) return this.#expect(login, 200)
    const { accessToken } = login.json().data
    world.facts = { ...world.facts, crmUser: { ...world.facts.crmUser, accessToken } }
    return this.#call(world, method, CRM + path, body)
  }

  #make(body) {
    this.#calls++
    return this.#client.call('POST', '/__sim/worlds', { body })
  }

  async #delete(id) {
    this.#calls++
    return this.#expect(
      await this.#client.call('DELETE', `/__sim/worlds/${id}`, { headers: { 'content-type': 'application/json' } }),
      204,
      404,
    )
  }

  /** A world that was refused is not there. */
  async #isNone(id) {
    const { status } = await this.#delete(id)
    if (status === 204) this.#client.violate(`the world ${id} was refused, but is there`)
  }

  #reset(world) {
    world.facts = this.#facts
    return this.#call(world, 'POST', '/__sim/reset', {})
  }

  async #advance(world, advance) {
    const answer = await this.#call(world, 'PATCH', '/__sim/clock', { advance })
    return this.#expect(answer, 200)
  }

  async #note(world, content) {
    const { company, samples } = world.facts
    const answer = await this.#call(world, 'POST', `${company}/thread-notes`, { thread_id: samples.threads.email, content })
    return this.#expect(answer, 201)
  }

  #mail = (world, body) => this.#crm(world, 'POST', '/email/send', { to: ['ann@example.com'], subject: 'Hello', body })

  /** @returns the file, or an answer where it was refused */
  async #upload(world, size) {
    const entity = { entityType: 'contact', entityId: world.facts.samples.crm_entities.contact }
    const begun = await this.#crm(world, 'POST', '/documents/upload', { fileName: 'a.txt', contentType: 'text/plain', ...entity })
    if (begun.status !== 201) return this.#expect(begun, 201)
    const { documentId, uploadUrl } = begun.json().data
    const bytes = BYTES.subarray(this.#number, this.#number + size)
    const put = () => this.#fetch('PUT', uploadUrl, { headers: { 'content-type': 'text/plain' }, body: bytes })
    const { status } = this.#expect(await this.#heavy(world, put), 200)
    const confirmed = status === 200 && (await this.#crm(world, 'POST', `/documents/${documentId}/confirm`))
    if (confirmed.status === 200) return { key: documentId, bytes }
    return this.#crm(world, 'DELETE', `/documents/${documentId}`)
  }

  /** To a signed address. */
  #fetch(method, url, more) {
    this.#calls++
    const { pathname, search } = new URL(url)
    return this.#client.call(method, pathname + search, more)
  }

  async #compareFile(world, { key, bytes }) {
    const found = await this.#crm(world, 'GET', `/documents/${key}/download`)
    if (found.status !== 200) return this.#expect(found, 200)
    const file = await this.#fetch('GET', found.json().data.url)
    this.#expect(file, 200)
    if (file.status === 200 && !file.bytes.equals(bytes)) this.#client.violate(`a file of the world ${world.id} has changed`)
  }

  /** How a world looks, as text: what this worker writes to a marked one. */
  async #look(world) {
    const { samples, company } = world.facts
    const { threads, actions, sequences, steps } = samples
    const seen = [
      await this.#call(world, 'GET', `${company}/thread-notes?thread_id=${threads.email}`),
      await this.#call(world, 'GET', `${company}/actions/${actions.proposed}`),
      await this.#call(world, 'GET', `${company}/sequences/${sequences.draft}/steps/${steps.without_history}`),
      await this.#crm(world, 'GET', '/documents?status=active'),
    ]
    return `${seen.map((answer) => answer.text()).join('\n')}\n${await this.#counts(world)}`
  }

  /** How much there is in a world, and what time it is; undefined where there is no room to look. */
  async #counts(world) {
    const { samples, company } = world.facts
    const seen = [
      await this.#call(world, 'GET', `${company}/sequences/${samples.sequences.draft}`),
      await this.#call(world, 'GET', `${company}/actions?status=proposed&page_size=1`),
      await this.#call(world, 'GET', `${company}/sequences/queue?page_size=1`),
      await this.#crm(world, 'GET', '/email/folders/counts'),
      await this.#crm(world, 'GET', '/documents?status=pending&limit=1'),
      await this.#call(world, 'GET', '/__sim/clock'),
    ]
    return seen.every(({ status }) => status === 200) ? seen.map((answer) => answer.text()).join('\n') : undefined
  }

  /** What may be too much: where it is refused for that, nothing may have changed. */
  async #heavy(world, work) {
    const before = await this.#counts(world)
    const answer = await work()
    // A world that nobody has changed may go meanwhile, and find no room when it is called again.
    const after = answer.status === 507 && before !== undefined ? await this.#counts(world) : undefined
    if (after !== undefined && after !== before) this.#client.violate(`a 507 has changed the world ${world.id}`)
    return answer
  }

  /** Forgets what it has filled, so that there is room again. */
  async #tidyUp() {
    for (const { id } of this.#others.splice(0)) await this.#delete(id)
    for (const world of this.#busy) await this.#reset(world)
    this.#refusals = 0
  }

  /** A world that comes to be because it is named; some of them are written to. */
  async #newName(isWritten = this.#random() < 0.1) {
    const world = this.#world(`name-${this.#number}-${this.made.names++}`)
    const { company, samples } = world.facts
    const answer = isWritten
      ? await this.#note(world, this.#text(100))
      : this.#expect(await this.#call(world, 'GET', `${company}/actions/${samples.actions.proposed}`), 200)
    if (answer.status === 507) await this.#isNone(world.id)
    else (isWritten ? this.#others : this.#names).push(world)
  }

  /** A world with other companies; some stay. */
  async #newSeed() {
    const seed = 2 + this.#number + 1_000 * this.made.seeds++
    const id = `seed-${seed}`
    const answer = this.#expect(await this.#make({ id, seed }), 201)
    if (answer.status === 507) return this.#isNone(id)
    const guide = await this.#call(this.#world(id), 'GET', '/__sim')
    if (this.#expect(guide, 200).status !== 200) return undefined
    const world = this.#world(id, toFacts(guide.json()))
    const { company } = world.facts
    this.#expect(await this.#call(world, 'GET', `${company}/actions`), 200)
    if (this.#random() < 0.9) await this.#delete(id)
    else this.#others.push(world)
    return undefined
  }
}

/** Each so often as it stands here. */
const works = Object.entries({
  read: 300,
  list: 120,
  readCrm: 100,
  write: 120,
  writeCrm: 80,
  refused: 60,
  large: 10,
  file: 4,
  bulk: 3,
  advance: 12,
  reset: 15,
  fork: 15,
  forgetOne: 10,
  document: 1,
}).flatMap(([name, times]) => Array(times).fill((worker) => worker[name]()))
