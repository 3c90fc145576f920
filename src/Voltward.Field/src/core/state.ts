import { computed, reactive, ref } from 'vue'
import { allDrafts, allSent, getMeta, people } from './store'
import { t } from './words'
import type { Draft, Order, Person, Sent, Tasks } from './types'

/** A line of the list: what is shown without opening the order. */
export interface Task {
  orderNo: string
  day: string | null
  title: string
  address: string | null
  no: string
  meters: string[]
  reason: { zh: string; en: string }
  returned: boolean
  carriedOver: boolean
  lat: number | null
  lon: number | null
}

export interface Index extends Omit<Tasks, 'orders'> { tasks: Task[]; takenAt: string; expiresAt: string }

/** What the device holds, as the screens show it. The database is the truth; this follows it. */
export const state = reactive({
  index: null as Index | null,
  drafts: [] as Draft[],
  sent: [] as Sent[],
  people: [] as Person[],
  me: null as { personId: string; name: string } | null,
  needsSignIn: false,
  revoked: false,
  busy: false,
  said: '' as string,
  update: false
})

export const now = ref(Date.now())
setInterval(() => { now.value = Date.now() }, 15_000)

export const taskOf = (o: Order): Task => ({
  orderNo: o.row.orderNo, day: o.row.day, title: o.row.customerName ?? o.row.areaName ?? o.row.orderNo, address: o.row.address, no: o.row.customerNo ?? o.row.areaNo ?? '',
  meters: o.meters.map(m => m.meterNo), reason: o.reason, returned: o.row.state === 'returned', carriedOver: o.row.carryOverOf !== null,
  lat: o.row.latitude, lon: o.row.longitude
})

export async function load(): Promise<void> {
  state.index = await getMeta<Index>('tasks')
  state.drafts = await allDrafts()
  state.sent = (await allSent()).sort((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1))
  state.people = await people()
  state.me = await getMeta<{ personId: string; name: string }>('me')
}

export const waiting = computed(() => {
  const items = state.sent.filter(s => s.state !== 'received')
  return {
    visits: items.length,
    photos: items.reduce((n, s) => n + s.photos.filter(p => !p.done).length, 0),
    oldest: items.length ? items.reduce((a, s) => (s.finishedAt < a ? s.finishedAt : a), items[0]!.finishedAt) : null
  }
})

/** Says something for some seconds: every tap is answered. */
let hush = 0
export function say(zh: string, en: string): void {
  state.said = t(zh, en)
  window.clearTimeout(hush)
  hush = window.setTimeout(() => { state.said = '' }, 6000)
}
