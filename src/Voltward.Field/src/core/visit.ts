import { reactive, toRaw } from 'vue'
import { deviceState, locate } from './around'
import { canonical, ensureDevice, hex, newId, sha256, sign } from './crypto'
import { freeze, getMeta, putDraft } from './store'
import { state } from './state'
import type { Checklist, Draft, Order, Photo, Sent } from './types'

export const appBuild = document.querySelector('script[src*="/field/app-"]')?.getAttribute('src')?.replace(/^.*app-|\.js$/g, '') ?? 'dev'

const now = () => new Date().toISOString()

/** Begins a visit; a half-done one of the same order is continued instead. */
export async function begin(order: Order): Promise<Draft> {
  const known = state.drafts.find(d => d.orderNo === order.row.orderNo)
  if (known) return known
  const draft: Draft = reactive({
    visitId: newId(), orderNo: order.row.orderNo, startedAt: now(), startedMonotonic: Math.round(performance.now()), step: 'gate',
    signIns: [], identityShownAt: null, safetyConfirmedAt: null, customerPresent: null, signature: null, refusalReason: null, stoppedBecause: null,
    items: {}, seals: {}, measurements: [], photos: [], places: [], changedAt: now()
  })
  state.drafts.push(draft)
  await save(draft)
  void note(draft)
  return state.drafts.find(d => d.visitId === draft.visitId)!
}

/** Adds the present position when the sky allows; never waited for. */
export async function note(draft: Draft): Promise<void> {
  const place = await locate()
  if (place && state.drafts.some(d => d.visitId === draft.visitId)) {
    draft.places.push(place)
    await save(draft)
  }
}

let writing: Promise<void> = Promise.resolve()

/** Writes the draft now; returns when it is on disk. Writes of one device follow each other. */
export function save(draft: Draft): Promise<void> {
  draft.changedAt = now()
  writing = writing.catch(() => undefined).then(() => putDraft(JSON.parse(JSON.stringify(toRaw(draft))) as Draft))
  return writing
}

/** The record as the server reads it. Positions are text, lengths and times whole numbers; measured values are plain numbers. */
async function record(draft: Draft, order: Order, list: Checklist, chain: { seq: number; prev: string } | null) {
  const device = await ensureDevice()
  const finishedAt = now()
  const items = list.items.filter(i => draft.items[i.code])
  return {
    visitId: draft.visitId,
    orderNo: draft.orderNo,
    deviceId: device.deviceId,
    supersedes: order.row.supersedes,
    checklistId: order.row.checklistId,
    startedAt: draft.startedAt,
    finishedAt,
    signIns: draft.signIns,
    identityShownAt: draft.identityShownAt,
    purposeStated: draft.identityShownAt !== null,
    safetyConfirmedAt: draft.safetyConfirmedAt,
    customerPresent: draft.customerPresent,
    signature: draft.signature,
    refusalReason: draft.refusalReason,
    stoppedBecause: draft.stoppedBecause,
    items: items.map(i => ({ code: i.code, ...draft.items[i.code]!, unit: draft.items[i.code]!.value === null ? null : i.value?.unit ?? null })),
    measurements: draft.measurements.map(m => ({ ...m, instrument: null })),
    seals: Object.entries(draft.seals).map(([position, s]) => ({ position, ...s })),
    photos: draft.photos.flatMap(photoRows),
    capture: {
      schema: 'capture-1',
      seq: (chain?.seq ?? 0) + 1,
      prevSha256: chain?.prev ?? null,
      salt: hex(crypto.getRandomValues(new Uint8Array(16))),
      appBuild,
      serverOffsetMs: await getMeta<number>('offset'),
      monotonicMs: Math.max(0, Math.round(performance.now()) - draft.startedMonotonic),
      places: draft.places,
      device: await deviceState()
    }
  }
}

/** A photo that serves several items stands once for each, with the same hash. */
function photoRows(photo: Photo) {
  const rest = {
    sha256: photo.sha256, bytes: photo.bytes, shot: photo.shot, fileName: photo.fileName, mediaType: photo.mediaType, takenAt: photo.takenAt,
    source: photo.source, parentSha256: null, marks: photo.marks.length ? photo.marks : null
  }
  return (photo.items.length ? photo.items : [null]).map(itemCode => ({ ...rest, itemCode }))
}

/** Finishes a visit: from here on its content is frozen and waits to be sent. */
export async function finish(draft: Draft, order: Order, list: Checklist): Promise<Sent> {
  await writing
  const chain = await getMeta<{ seq: number; prev: string }>('chain')
  const content = await record(draft, order, list, chain)
  const text = canonical(content)
  const contentSha256 = await sha256(new TextEncoder().encode(text))
  const photos = new Map(draft.photos.map(p => [p.sha256, { sha256: p.sha256, bytes: p.bytes, mediaType: p.mediaType, done: false }]))
  const sent: Sent = {
    visitId: draft.visitId, orderNo: draft.orderNo, title: order.row.customerName ?? order.row.areaName ?? draft.orderNo, finishedAt: content.finishedAt,
    record: text, contentSha256, signature: await sign(text), photos: [...photos.values()],
    state: 'saved', problem: null, tries: 0, nextAt: 0, receipt: null, receivedAt: null
  }
  await freeze(sent, { seq: content.capture.seq, prev: contentSha256 })
  state.drafts = state.drafts.filter(d => d.visitId !== draft.visitId)
  state.sent.push(sent)
  return sent
}
