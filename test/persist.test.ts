import { expect, test } from 'vitest'
import { collections } from '../src/data/index.ts'
import { createSimulator, persist, type TextStorage } from '../src/index.ts'

/** A storage with room for so many characters. */
function storage(room = 10_000_000): TextStorage & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>()
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > room) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      texts.set(key, text)
    },
    removeItem: (key) => void texts.delete(key),
  }
}

/** A page that is loaded: what it keeps, and what it was told. */
function load(kept: TextStorage, options: { readonly most?: number } = {}) {
  const told: string[] = []
  const simulator = createSimulator()
  const persisted = persist(simulator, kept, { ...options, report: (sentence) => told.push(sentence) })
  return { simulator, world: simulator.world(), told, ...persisted }
}

test('after a reload all worlds are as they were, their clocks too', () => {
  const kept = storage()
  const before = load(kept)
  const { id } = collections(before.world).customers.create({ customer_company_name: 'Kept Ltd' })
  before.world.clock.advance('P3D')
  before.simulator.fork('other').clock.advance('P9D')
  before.save()

  const after = load(kept)
  expect(after.told).toEqual([])
  expect(after.world.clock.now()).toBe('2026-06-04T14:00:00Z')
  expect(collections(after.world).customers.findFirst((q) => q.where({ id }))?.customer_company_name).toBe('Kept Ltd')
  expect(after.simulator.world('other').clock.now()).toBe('2026-06-10T14:00:00Z')
  expect(JSON.stringify(after.simulator.save())).toBe(JSON.stringify(before.simulator.save()))
  after.world.reset()
  expect(after.world.clock.now()).toBe('2026-06-01T14:00:00Z')
})

for (const [name, text] of [
  ['is no JSON', '{"format":'],
  ['is something else', '{"theme":"dark"}'],
  ['is of a format to come', JSON.stringify({ ...createSimulator().save(), format: 'arsim-worlds/99' })],
])
  test(`what was kept and ${name} is told, forgotten, and leaves the worlds new`, () => {
    const kept = storage()
    kept.setItem('arsim', text as string)
    const { told, world } = load(kept)
    expect(told).toEqual([
      expect.stringMatching(/^The worlds that arsim kept are new again: what was kept cannot be taken up\. ./),
    ])
    expect(kept.texts.size).toBe(0)
    expect(world.isUntouched).toBe(true)
  })

test('an option that there is not is refused', () => {
  expect(() => persist(createSimulator(), storage(), { kye: 'mine' } as never)).toThrow(
    'There is no option "kye". Did you mean "key"?',
  )
})

test('worlds that are too large are not kept, which is told; what was kept before is not taken for them', () => {
  for (const [kept, options, words] of [
    [
      storage(),
      { most: 100 },
      /they have [\d,]+ characters, and at most 100 are kept, unless the option `most` says otherwise\.$/,
    ],
    [storage(100), {}, /there is no room for them \(The quota has been exceeded\.\)\.$/],
  ] as const) {
    kept.texts.set('arsim', JSON.stringify(createSimulator().save()))
    const { told, save } = load(kept, options)
    save()
    expect(told).toEqual([expect.stringMatching(words)])
    expect(kept.texts.size).toBe(0)
  }
})

test('they are kept when the page goes or is hidden, and no more once that is stopped', () => {
  const kept = storage()
  const heard = new EventTarget()
  const page = globalThis as Record<string, unknown>
  const names = ['addEventListener', 'removeEventListener', 'document'] as const
  const before = names.map((name) => [name, page[name]] as const)
  try {
    page.addEventListener = heard.addEventListener.bind(heard)
    page.removeEventListener = heard.removeEventListener.bind(heard)
    page.document = { visibilityState: 'visible' }
    const { world, stop } = load(kept)
    heard.dispatchEvent(new Event('visibilitychange'))
    expect(kept.texts.size).toBe(0)
    page.document = { visibilityState: 'hidden' }
    heard.dispatchEvent(new Event('visibilitychange'))
    expect(kept.texts.size).toBe(1)
    world.clock.advance('P1D')
    heard.dispatchEvent(new Event('pagehide'))
    expect(load(kept).world.clock.now()).toBe('2026-06-02T14:00:00Z')
    stop()
    expect(kept.texts.size).toBe(0)
  } finally {
    for (const [name, value] of before)
      if (value === undefined) delete page[name]
      else page[name] = value
  }
})
