/** What the server hands out for a day, and what the device makes of it. Times are ISO 8601, UTC. */
export interface Words { zh: string; en: string }

export interface Condition { subject: string; is: string }

export interface NumberAsked { unit: string; low: number; high: number; failAbove: number | null }

export interface Item {
  code: string
  group: string
  text: Words
  required: boolean
  value: NumberAsked | null
  shots: string[]
  askWhen: Condition[]
  onFail: string | null
}

export interface Checklist { checklistId: string; name: Words; items: Item[] }

export interface Quantity { unit: string; low: number; high: number; name: Words }

export interface Seal { position: string; sealNo: string }

export interface OrderRow {
  orderNo: string
  kind: string
  state: string
  day: string | null
  dueOn: string | null
  note: string | null
  carryOverOf: string | null
  checklistId: string
  voltageV: number
  customerNo: string | null
  customerName: string | null
  customerClass: string | null
  address: string | null
  phone: string | null
  meterBox: string | null
  longitude: number | null
  latitude: number | null
  areaNo: string | null
  areaName: string | null
  crewName: string | null
  inspector1: string | null
  inspector1Name: string | null
  inspector2: string | null
  inspector2Name: string | null
  whyZh: string | null
  whyEn: string | null
  minutes: number
  supersedes: string | null
}

export interface Order {
  row: OrderRow
  reason: Words
  facts: Record<string, string>
  only: string[] | null
  seals: Seal[]
  meters: { meterNo: string; model: string | null; wiring: string; factorMilli: number; maximumCurrentMa: number | null }[]
  last: { indexDay: string | null; indexWh: number | null; days: { date: string; wh: number }[] } | null
  returned: { code: string; reason: string }[]
}

export interface Tasks {
  day: string
  serverTime: string
  orders: Order[]
  checklists: Record<string, Checklist>
  quantities: Record<string, Quantity>
}

export type Answer = 'ok' | 'fail' | 'not-applicable' | 'not-possible'

export interface GivenAnswer { answer: Answer; value: number | null; note: string | null; at: string }

export interface Mark { kind: 'arrow' | 'circle' | 'text'; x: number; y: number; x2: number; y2: number; text: string | null }

export interface Photo {
  sha256: string
  bytes: number
  shot: string
  items: string[]
  fileName: string | null
  mediaType: string
  takenAt: string
  source: 'camera' | 'gallery'
  marks: Mark[]
  warning: 'dark' | 'blurred' | null
}

export interface Place { at: string; lat: string; lon: string; accuracyM: number; mock: boolean | null }

export interface FoundSeal { foundNo: string | null; broken: boolean }

export interface Measurement { quantity: string; phase: string | null; value: number; unit: string; at: string }

export type Step = 'gate' | 'check' | 'values' | 'photos' | 'sign' | 'done'

/** A visit that is being made. Everything of it is on disk after each change. */
export interface Draft {
  visitId: string
  orderNo: string
  startedAt: string
  startedMonotonic: number
  step: Step
  signIns: { personId: string; at: string; code: string }[]
  identityShownAt: string | null
  safetyConfirmedAt: string | null
  customerPresent: string | null
  signature: 'signed-for' | 'refused' | 'absent' | null
  refusalReason: string | null
  stoppedBecause: string | null
  items: Record<string, GivenAnswer>
  seals: Record<string, FoundSeal>
  measurements: Measurement[]
  photos: Photo[]
  places: Place[]
  changedAt: string
}

export type SendState = 'saved' | 'sending' | 'received' | 'refused'

/** A finished visit on its way. Its content never changes again. */
export interface Sent {
  visitId: string
  orderNo: string
  title: string
  finishedAt: string
  record: string
  contentSha256: string
  signature: string
  photos: { sha256: string; bytes: number; mediaType: string; done: boolean }[]
  state: SendState
  problem: Words | null
  tries: number
  nextAt: number
  receipt: Receipt | null
  receivedAt: string | null
}

export interface Receipt {
  visitId: string
  orderNo: string
  contentSha256: string
  receivedAt: string
  state: string
  voidReasons: string[]
  undone: string[]
  sealAlarms: string[]
  attachments: { sha256: string; bytes: number }[]
}

/** Somebody who prepared this device. */
export interface Person {
  personId: string
  name: string
  salt: Uint8Array
  publicKey: CryptoKey
  lockedKey: { iv: Uint8Array; data: ArrayBuffer }
}
