import { ensureDevice, lockCodes } from './crypto'
import { call, json, type Refusal } from './server'
import { load, state, taskOf, type Index } from './state'
import { getCode, getMeta, people, putDevice, putMeta, putOrders, wipeTasks } from './store'
import type { Order, Person, Tasks } from './types'

interface Me { personId: string; name: string; serverTime: string; receiptKey: string }

/** After this long without contact the tasks are cleared from the device. */
const keepTasksMs = 36 * 3600_000

/** Who is signed in at the server; enrols the device on the way. Null after a refusal, which is kept in the state. */
export async function meet(): Promise<Refusal | null> {
  const asked = Date.now()
  const me = await call<Me>('/field/me', 'receiptKey')
  if (!me.ok) {
    state.needsSignIn = me.refusal.kind === 'sign-in'
    return me.refusal
  }
  state.needsSignIn = false
  await putMeta('offset', Math.round((asked + Date.now()) / 2 - Date.parse(me.value.serverTime)))
  const device = await ensureDevice()
  if (device.receiptKey === null) await putDevice({ ...device, receiptKey: me.value.receiptKey })
  const enrolled = await call('/field/devices/' + device.deviceId, '' as never, json('PUT', { publicKey: device.publicKey, label: navigator.userAgent.slice(0, 200) }))
  if (!enrolled.ok) return refused(enrolled.refusal)
  state.me = { personId: me.value.personId, name: me.value.name }
  await putMeta('me', state.me)
  return null
}

async function refused(refusal: Refusal): Promise<Refusal> {
  if (refusal.kind === 'problem' && refusal.code === 'visit.device-revoked') {
    state.revoked = true
    await wipeTasks()
    await load()
  }
  return refusal
}

/** Takes today's orders of the signed-in person along, with the codes for signing in. Nothing unsent is touched. */
export async function takeDay(): Promise<Refusal | null> {
  const { deviceId } = await ensureDevice()
  const day = await call<Tasks>('/field/day?device=' + deviceId, 'orders')
  if (!day.ok) return refused(day.refusal)
  const keep = new Set([...state.drafts.map(d => d.orderNo), ...state.sent.filter(s => s.state !== 'received').map(s => s.orderNo)])
  const me = state.me!.personId
  const { orders, ...rest } = day.value
  // Orders of a colleague who shares this device stay: each download replaces only the own ones.
  const others = (state.index?.tasks ?? []).filter(t => !orders.some(o => o.row.orderNo === t.orderNo) && (keep.has(t.orderNo) || !own.has(t.orderNo)))
  own.clear()
  for (const o of orders) own.add(o.row.orderNo)
  for (const task of others) keep.add(task.orderNo)
  const index: Index = {
    ...rest,
    checklists: { ...state.index?.checklists, ...rest.checklists },
    tasks: [...orders.map(taskOf), ...others],
    takenAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + keepTasksMs).toISOString()
  }
  await putOrders(orders, index, keep)
  await putMeta('own/' + me, [...own])
  state.index = index
  const person = (await people()).find(p => p.personId === me)
  return person ? drawCodes(person, orders) : null
}

const own = new Set<string>()

export async function loadOwn(): Promise<void> {
  own.clear()
  if (state.me) for (const no of await getMeta<string[]>('own/' + state.me.personId) ?? []) own.add(no)
}

/** Draws the codes that this device still lacks. */
export async function drawCodes(person: Person, orders: Pick<Order, 'row'>[]): Promise<Refusal | null> {
  const lacking: string[] = []
  for (const order of orders) if (!await getCode(order.row.orderNo, person.personId)) lacking.push(order.row.orderNo)
  if (lacking.length === 0) return null
  const { deviceId } = await ensureDevice()
  const drawn = await call<{ codes: Record<string, string> }>(`/field/devices/${deviceId}/codes`, 'codes', json('POST', { orders: lacking }))
  if (!drawn.ok) return drawn.refusal
  await lockCodes(person, drawn.value.codes)
  return null
}

/** Tasks older than allowed are cleared, whether there is a network or not; visits under way and unsent stay. */
export async function expire(): Promise<void> {
  if (!state.index || Date.parse(state.index.expiresAt) > Date.now()) return
  const keep = new Set([...state.drafts.map(d => d.orderNo), ...state.sent.filter(s => s.state !== 'received').map(s => s.orderNo)])
  const index: Index = { ...state.index, tasks: state.index.tasks.filter(t => keep.has(t.orderNo)) }
  if (index.tasks.length === state.index.tasks.length) return
  await putOrders([], index, keep)
  state.index = index
}
