/** Why a mutant may survive: by file, and as `npm run mutants` prints it. */
export const reasons = {
  'src/core/address.ts': {
    'const path = query < 0 ? target : target.slice(0, query) | query < 0 → query <= 0':
      'The path of a target begins with a slash, so its question mark is never the first character.',
  },
  'src/core/call/body.ts': {
    'for (let at = 0; at < text.length; at++) { | at < text.length → at <= text.length':
      'Behind the end of a text there is no letter that means anything.',
    'if (hasNoBody(request) || body === undefined) return NOTHING | body === undefined → false':
      'Without one there is no body in any case, which the compiler does not know.',
  },
  'src/core/call/ladder.ts': {
    'if (!params && !query && !body && !call.search) return undefined | !params && !query && !body && !call.search → false':
      'It only saves time: without schemas and a query there is nothing to find.',
  },
  'src/core/store/select.ts': {
    'const start = from && after && compare(from, after) > 0 ? from : (after ?? from) | from && after && compare(from, after) > 0 → true':
      'It only saves time: rows up to the one to go on after are left out below.',
    'const start = from && after && compare(from, after) > 0 ? from : (after ?? from) | compare(from, after) > 0 → true':
      'It only saves time: rows up to the one to go on after are left out below.',
    'const start = from && after && compare(from, after) > 0 ? from : (after ?? from) | compare(from, after) > 0 → compare(from, after) >= 0':
      'Where both are the same place it does not matter which is taken.',
    'const filled = slices.filter(({ rows }) => rows.size > 0) | rows.size > 0 → rows.size >= 0':
      'It only saves time: a group without rows adds none.',
    'const filled = slices.filter(({ rows }) => rows.size > 0) | slices.filter(({ rows }) => rows.size > 0) → slices':
      'It only saves time: a group without rows adds none.',
  },
  'src/core/store/table-index.ts': {
    'this.#groups ??= groupsOf(rows, this.#groupOf, this.compare) | this.#groups ??= groupsOf(rows, this.#groupOf, this.compare) → this.#groups &&= groupsOf(rows, this.#groupOf, this.compare':
      'It only saves time: what both versions could share each makes for itself.',
  },
  'src/core/store/transaction.ts': {
    '#isWatching = false | false → true':
      'It only takes room: what was touched before somebody watches is forgotten when they begin.',
  },
  'src/core/time/clock.ts': {
    'if (Number.isInteger(seconds) && ms >= 0 && ms <= LAST) return `${dateOf(day)}T${timeOfDay(seconds)}Z` | Number.isInteger(seconds) && ms >= 0 && ms <= LAST → false':
      'It only saves time: what the machine writes is the same.',
    'return period.years || period.months ? Number.NaN : added(0, period) | period.years || period.months → true':
      'It only saves time: what is not remembered is worked out each time.',
  },
  'src/core/time/time-zone.ts': {
    'if (!named.test(name)) return false | !named.test(name) → false':
      'Node.js 20 refuses offsets by itself; later versions and browsers take them for names of zones.',
  },
  'src/core/values/parse-json.ts': {
    'while (at < text.length) { | at < text.length → at <= text.length':
      'Behind the end of a text there is no letter that means anything.',
  },
  'src/core/world/read-cache.ts': {
    'if (last?.headers === headers && last.origin === origin && last.api === api) return last.name | last.api === api → last.api !== api':
      'No two APIs have an address in common, so that their answers are never taken for each other.',
  },
  'src/core/values/queue.ts': {
    'if (this.#first > 64 && this.#first * 2 > this.#items.length) { | this.#first > 64 && this.#first * 2 > this.#items.length → true':
      'It only saves time: when the rest moves up cannot be seen.',
    'if (this.#first > 64 && this.#first * 2 > this.#items.length) { | this.#first * 2 > this.#items.length → true':
      'It only saves time: when the rest moves up cannot be seen.',
  },
  'src/core/world/ledger.ts': {
    '#holdings: Holdings = [] | [] → ["Stryker was here"]': 'What nothing is known of is released without effect.',
  },
  'src/core/world/rows/plain-row.ts': {
    'if (!binary.length) return row | !binary.length → false': 'It only saves time: a copy of a row says the same.',
  },
  'src/core/store/version.ts': {
    'const rows = Overlay.over(() => byId(read())) | () => byId(read()) → () => undefined':
      'Only what is packed for Node has worlds that are read late: `completed.test.ts` holds them to the others.',
  },
  'src/core/world/scenario/expand.ts': {
    "return text.includes('{@') ? text.replace(dateInText, inText) : text | '{@' → \"\"":
      'It only saves time: where nothing stands for a date nothing is replaced.',
  },
  'src/core/world/journal/body.ts': {
    "return typeof body === 'string' || body.buffer.byteLength <= 2 * body.length ? body : copyOf(body) | body.buffer.byteLength <= 2 * body.length → false":
      'It only saves room: a copy says the same.',
  },
  'src/core/world/journal/filter.ts': {
    'actual: ({ call }) => call?.caller, | call?.caller → call.caller':
      'It is asked of calls alone, which the compiler does not know.',
  },
  'src/core/world/files/load-world.ts': {
    'const world = new World(\'loaded\', { ...common, timers: new Timers([]), followers, keepers: [] }, () => start) | [] → ["Stryker was here"]':
      'A text is neither a timer nor a keeper of any table, so nothing is done by it.',
  },
}
