import type { Checklist, Draft, Item, Order } from './types'

/** Items that are asked now: skipped ones are left out, what hangs on an unanswered item is not asked yet, what hangs on a fact nobody knows is asked. */
export function asked(list: Checklist, order: Order, draft: Draft): Item[] {
  return list.items.filter(item => (order.only?.includes(item.code) ?? true) && item.askWhen.every(c =>
    c.subject.startsWith('fact:') ? (order.facts[c.subject.slice(5)] ?? c.is) === c.is : draft.items[c.subject]?.answer === c.is))
}

/** Photos bound to an item. */
export const shotsOf = (draft: Draft, item: Item) => draft.photos.filter(p => p.items.includes(item.code)).map(p => p.shot)

/** Whether a required item has a valid answer: the same rule as the server's. */
export function isDone(item: Item, draft: Draft): boolean {
  const given = draft.items[item.code]
  if (!given) return false
  if (given.answer === 'not-possible') return !!given.note?.trim() && shotsOf(draft, item).length > 0
  if (given.answer === 'not-applicable') return true
  const taken = shotsOf(draft, item)
  return (!item.value || given.value !== null) && item.shots.every(s => taken.includes(s))
}

export const undone = (items: Item[], draft: Draft) => items.filter(i => i.required && !isDone(i, draft))

/** Numbers still to be given. */
export const numbersOpen = (items: Item[], draft: Draft) => items.filter(i => {
  const given = draft.items[i.code]
  return i.value && given && (given.answer === 'ok' || given.answer === 'fail') && given.value === null
})

/** Shots still to be taken, each once: one photo serves all items that ask for it. */
export function shotsOpen(items: Item[], draft: Draft): string[] {
  const open = new Set<string>()
  for (const item of items) {
    const given = draft.items[item.code]
    if (!given || given.answer === 'not-applicable') continue
    const taken = shotsOf(draft, item)
    if (given.answer === 'not-possible') {
      if (taken.length === 0) open.add('other')
    } else {
      for (const shot of item.shots) if (!taken.includes(shot)) open.add(shot)
    }
  }
  return [...open]
}

/** Items that a photo of this kind serves now. */
export const itemsFor = (shot: string, items: Item[], draft: Draft) => items
  .filter(i => draft.items[i.code] && (i.shots.includes(shot) || (shot === 'other' && draft.items[i.code]!.answer === 'not-possible')))
  .map(i => i.code)

export const isImplausible = (item: Item, value: number | null) => !!item.value && value !== null && (value < item.value.low || value > item.value.high)
