import { device, getCode, putCodes, putDevice, putPerson } from './store'
import type { Person } from './types'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' }
const signing = { name: 'ECDSA', hash: 'SHA-256' }
const rsa = { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }
const rounds = 310_000

export const hex = (bytes: ArrayBuffer | Uint8Array) => [...new Uint8Array(bytes)].map(b => b.toString(16).padStart(2, '0')).join('')

export const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)))

const bytesOf = (text: string) => Uint8Array.from(atob(text), c => c.charCodeAt(0))

export const sha256 = async (bytes: BufferSource) => hex(await crypto.subtle.digest('SHA-256', bytes))

/** JSON with sorted members and no spaces (RFC 8785), so that the same content is the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${members.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
}

/** An id whose first part is the time (UUID version 7). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let ms = Date.now()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The device with its signing key, whose private half cannot be read by anybody, this program included. */
export async function ensureDevice() {
  const known = await device()
  if (known) return known
  const pair = await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify'])
  const publicKey = base64(await crypto.subtle.exportKey('spki', pair.publicKey))
  const fresh = { deviceId: newId(), pair, publicKey, receiptKey: null }
  await putDevice(fresh)
  return fresh
}

export async function sign(text: string): Promise<string> {
  const { pair } = await ensureDevice()
  return base64(await crypto.subtle.sign(signing, pair.privateKey, new TextEncoder().encode(text)))
}

/** Whether the server's pinned key signed this text. */
export async function isFromServer(text: string, signature: string): Promise<boolean> {
  const pinned = (await device())?.receiptKey
  if (!pinned) return false
  const key = await crypto.subtle.importKey('spki', bytesOf(pinned), ecdsa, false, ['verify'])
  return crypto.subtle.verify(signing, key, bytesOf(signature), new TextEncoder().encode(text))
}

async function patternKey(pattern: string, salt: Uint8Array): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey('raw', new TextEncoder().encode(pattern), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: salt as BufferSource, iterations: rounds }, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** Prepares a person on this device: codes are locked with the public key, only the person's pattern opens them. */
export async function lockPerson(personId: string, name: string, pattern: string): Promise<Person> {
  const pair = await crypto.subtle.generateKey(rsa, true, ['encrypt', 'decrypt'])
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await patternKey(pattern, salt), await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const person = { personId, name, salt, publicKey: pair.publicKey, lockedKey: { iv, data } }
  await putPerson(person)
  return person
}

export async function lockCodes(person: Person, codes: Record<string, string>): Promise<void> {
  const locked = new Map<string, ArrayBuffer>()
  for (const [orderNo, code] of Object.entries(codes)) {
    locked.set(orderNo, await crypto.subtle.encrypt(rsa, person.publicKey, new TextEncoder().encode(code)))
  }
  await putCodes(person.personId, locked)
}

/** The person's code for an order; null when the pattern is wrong or no code was drawn. */
export async function openCode(person: Person, orderNo: string, pattern: string): Promise<string | null> {
  const locked = await getCode(orderNo, person.personId)
  if (!locked) return null
  let pkcs8: ArrayBuffer
  try {
    pkcs8 = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: person.lockedKey.iv as BufferSource }, await patternKey(pattern, person.salt), person.lockedKey.data)
  } catch (wrong) {
    if (wrong instanceof DOMException && wrong.name === 'OperationError') return null
    throw wrong
  }
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, rsa, false, ['decrypt'])
  return new TextDecoder().decode(await crypto.subtle.decrypt(rsa, key, locked))
}
