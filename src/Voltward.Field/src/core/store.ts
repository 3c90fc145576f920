import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Draft, Order, Person, Sent } from './types'

/** Encrypted JSON or bytes: AES-GCM with a key that cannot leave the browser. */
interface Sealed { iv: Uint8Array; data: ArrayBuffer }

interface Device { deviceId: string; pair: CryptoKeyPair; publicKey: string; receiptKey: string | null }

interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey | Device }
  meta: { key: string; value: Sealed }
  people: { key: string; value: Person }
  codes: { key: string; value: ArrayBuffer }
  orders: { key: string; value: Sealed }
  drafts: { key: string; value: Sealed }
  sent: { key: string; value: Sealed }
  photos: { key: string; value: Sealed & { mediaType: string } }
}

type Kind = 'meta' | 'orders' | 'drafts' | 'sent'

const stores = ['keys', 'meta', 'people', 'codes', 'orders', 'drafts', 'sent', 'photos'] as const
const durable = { durability: 'strict' } as const

let db: IDBPDatabase<Schema>
let vault: CryptoKey

/** Opens the store and its key; the key is made at the first start. */
export async function openStore(): Promise<void> {
  db = await openDB<Schema>('voltward-field', 1, {
    upgrade(fresh) {
      for (const name of stores) fresh.createObjectStore(name)
    }
  })
  const known = await db.get('keys', 'vault')
  if (known) {
    vault = known as CryptoKey
    return
  }
  vault = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  await db.put('keys', vault, 'vault')
}

async function seal(value: unknown): Promise<Sealed> {
  return sealBytes(new TextEncoder().encode(JSON.stringify(value)))
}

async function sealBytes(bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, vault, bytes) }
}

async function unsealBytes(sealed: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv as BufferSource }, vault, sealed.data)
}

async function unseal<T>(sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await unsealBytes(sealed))) as T
}

async function get<T>(kind: Kind, key: string): Promise<T | null> {
  const sealed = await db.get(kind, key)
  return sealed ? unseal<T>(sealed) : null
}

async function put(kind: Kind, key: string, value: unknown): Promise<void> {
  const sealed = await seal(value)
  const tx = db.transaction(kind, 'readwrite', durable)
  await Promise.all([tx.store.put(sealed, key), tx.done])
}

async function all<T>(kind: Kind): Promise<T[]> {
  return Promise.all((await db.getAll(kind)).map(s => unseal<T>(s)))
}

export const getMeta = <T>(key: string) => get<T>('meta', key)
export const putMeta = (key: string, value: unknown) => put('meta', key, value)
export const getOrder = (orderNo: string) => get<Order>('orders', orderNo)
export const allDrafts = () => all<Draft>('drafts')
export const putDraft = (draft: Draft) => put('drafts', draft.visitId, draft)
export const allSent = () => all<Sent>('sent')
export const putSent = (sent: Sent) => put('sent', sent.visitId, sent)

export async function device(): Promise<Device | null> {
  return (await db.get('keys', 'device') as Device | undefined) ?? null
}

export async function putDevice(value: Device): Promise<void> {
  await db.put('keys', value, 'device')
}

export const people = () => db.getAll('people')
export const putPerson = (person: Person) => db.put('people', person, person.personId)
export const getCode = (orderNo: string, personId: string) => db.get('codes', `${orderNo}/${personId}`)

export async function putCodes(personId: string, codes: Map<string, ArrayBuffer>): Promise<void> {
  const tx = db.transaction('codes', 'readwrite', durable)
  await Promise.all([...[...codes].map(([orderNo, code]) => tx.store.put(code, `${orderNo}/${personId}`)), tx.done])
}

/** Replaces the orders of the device in one step; orders of visits under way or unsent stay. */
export async function putOrders(orders: Order[], index: unknown, keep: Set<string>): Promise<void> {
  const sealed = await Promise.all(orders.map(async o => [o.row.orderNo, await seal(o)] as const))
  const sealedIndex = await seal(index)
  const fresh = new Set(orders.map(o => o.row.orderNo))
  const tx = db.transaction(['orders', 'codes', 'meta'], 'readwrite', durable)
  for (const key of await tx.objectStore('orders').getAllKeys()) {
    if (!fresh.has(key) && !keep.has(key)) await tx.objectStore('orders').delete(key)
  }
  for (const key of await tx.objectStore('codes').getAllKeys()) {
    const orderNo = key.split('/')[0]!
    if (!fresh.has(orderNo) && !keep.has(orderNo)) await tx.objectStore('codes').delete(key)
  }
  for (const [key, value] of sealed) void tx.objectStore('orders').put(value, key)
  void tx.objectStore('meta').put(sealedIndex, 'tasks')
  await tx.done
}

/** Freezes a visit: the record goes to the outbox, the chain moves on and the draft ends, all or nothing. */
export async function freeze(sent: Sent, chain: { seq: number; prev: string }): Promise<void> {
  const [sealedSent, sealedChain] = await Promise.all([seal(sent), seal(chain)])
  const tx = db.transaction(['sent', 'meta', 'drafts'], 'readwrite', durable)
  void tx.objectStore('sent').put(sealedSent, sent.visitId)
  void tx.objectStore('meta').put(sealedChain, 'chain')
  void tx.objectStore('drafts').delete(sent.visitId)
  await tx.done
}

export async function putPhoto(sha256: string, bytes: ArrayBuffer, mediaType: string): Promise<void> {
  const sealed = await sealBytes(bytes)
  const tx = db.transaction('photos', 'readwrite', durable)
  await Promise.all([tx.store.put({ ...sealed, mediaType }, sha256), tx.done])
}

export async function getPhoto(sha256: string): Promise<Blob | null> {
  const sealed = await db.get('photos', sha256)
  return sealed ? new Blob([await unsealBytes(sealed)], { type: sealed.mediaType }) : null
}

/** Removes a received visit with the originals that nothing else needs. */
export async function forget(sent: Sent, needed: Set<string>): Promise<void> {
  const tx = db.transaction(['sent', 'photos'], 'readwrite', durable)
  void tx.objectStore('sent').delete(sent.visitId)
  for (const photo of sent.photos) if (!needed.has(photo.sha256)) void tx.objectStore('photos').delete(photo.sha256)
  await tx.done
}

/** A lost device that is locked out: tasks, codes and people go; what was recorded and not received stays sealed. */
export async function wipeTasks(): Promise<void> {
  const tx = db.transaction(['orders', 'codes', 'people', 'meta'], 'readwrite', durable)
  void tx.objectStore('orders').clear()
  void tx.objectStore('codes').clear()
  void tx.objectStore('people').clear()
  void tx.objectStore('meta').delete('tasks')
  await tx.done
}
