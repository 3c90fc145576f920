import { sha256, isFromServer, ensureDevice } from './crypto'
import { call, json, type Refusal } from './server'
import { say, state, waiting } from './state'
import { forget, getPhoto, putSent } from './store'
import type { Receipt, Sent } from './types'

const pieceBytes = 256 * 1024
const parallel = 2
const firstWaitMs = 4000
const longestWaitMs = 5 * 60_000
/** A received visit stays this long, so that a doubt can be settled with the originals. */
const keepReceivedMs = 3 * 24 * 3600_000

let running = false
let timer = 0

/** Sends what waits, the oldest first. Called at start, when the network is back, by a timer and by hand. */
export async function sync(byHand = false): Promise<void> {
  if (running) {
    if (byHand) say('正在上传', 'Sending now')
    return
  }
  running = true
  try {
    await navigator.locks.request('voltward-send', { ifAvailable: true }, async lock => {
      if (lock) await round(byHand)
    })
  } finally {
    running = false
    plan()
  }
}

async function round(byHand: boolean): Promise<void> {
  const due = state.sent.filter(s => s.state !== 'received' && (byHand || (s.state !== 'refused' && s.nextAt <= Date.now())))
  if (byHand) say(due.length ? '开始上传' : '没有待上传的记录', due.length ? 'Sending' : 'Nothing waits to be sent')
  for (const sent of due) {
    const refusal = await send(sent)
    if (refusal && refusal.kind !== 'problem') {
      if (byHand) say(refusal.text.zh, refusal.text.en)
      if (refusal.kind !== 'broken') break
    }
  }
  await tidy()
  if (due.length) void report()
}

/** Says to the office what still waits here. */
export async function report(): Promise<void> {
  const { deviceId } = await ensureDevice()
  await call(`/field/devices/${deviceId}/report`, '' as never, json('POST', { visits: waiting.value.visits, photos: waiting.value.photos, oldestAt: waiting.value.oldest }))
}

function plan(): void {
  window.clearTimeout(timer)
  const next = state.sent.filter(s => s.state === 'saved' || s.state === 'sending').map(s => s.nextAt)
  if (next.length) timer = window.setTimeout(() => void sync(), Math.max(1000, Math.min(...next) - Date.now()))
}

/** Sends one visit; null when its receipt is here. What is about to happen is on disk before it happens. */
async function send(sent: Sent): Promise<Refusal | null> {
  sent.state = 'sending'
  sent.problem = null
  await putSent(JSON.parse(JSON.stringify(sent)) as Sent)
  const refusal = await sendAll(sent)
  if (refusal) {
    sent.tries++
    sent.problem = refusal.text
    const again = refusal.kind !== 'problem' || ['visit.attachment-missing', 'visit.signature-wrong', 'visit.piece-damaged', 'visit.whole-damaged'].includes(refusal.code)
    sent.state = again ? 'saved' : 'refused'
    sent.nextAt = Date.now() + Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(sent.tries - 1, 10)) * (0.5 + Math.random() / 2)
    if (refusal.kind === 'sign-in') state.needsSignIn = true
  } else {
    sent.state = 'received'
    sent.receivedAt = new Date().toISOString()
  }
  await putSent(JSON.parse(JSON.stringify(sent)) as Sent)
  return refusal
}

async function sendAll(sent: Sent): Promise<Refusal | null> {
  for (const photo of sent.photos) {
    const refusal = await sendPhoto(photo)
    if (refusal) return refusal
    photo.done = true
  }
  const answer = await call<{ receipt: string; signature: string }>('/field/visits', 'receipt', {
    method: 'POST', body: sent.record, headers: { 'content-type': 'application/json', 'Voltward-Signature': sent.signature }
  })
  if (!answer.ok) {
    if (answer.refusal.kind === 'problem' && answer.refusal.code === 'visit.attachment-missing') for (const p of sent.photos) p.done = false
    return answer.refusal
  }
  const fault = await faultOf(answer.value, sent)
  if (fault) return { kind: 'broken', text: fault }
  sent.receipt = JSON.parse(answer.value.receipt) as Receipt
  return null
}

/** Why a receipt is none; null when it is signed by the pinned key and names this content and every photo. */
async function faultOf(answer: { receipt: string; signature: string }, sent: Sent) {
  if (!await isFromServer(answer.receipt, answer.signature)) {
    return { zh: '回执签名不是本系统的，未确认收到', en: 'The receipt is not signed by our server; not taken as received' }
  }
  const receipt = JSON.parse(answer.receipt) as Receipt
  const named = new Map(receipt.attachments.map(a => [a.sha256, a.bytes]))
  const lacking = sent.photos.filter(p => named.get(p.sha256) !== p.bytes).length
  if (receipt.visitId !== sent.visitId || receipt.contentSha256 !== sent.contentSha256) return { zh: '回执与本记录不符，未确认收到', en: 'The receipt is for other content; not taken as received' }
  return lacking ? { zh: `回执缺少 ${lacking} 张照片，将重新发送`, en: `The receipt lacks ${lacking} photos; they are sent again` } : null
}

async function sendPhoto(photo: Sent['photos'][number]): Promise<Refusal | null> {
  const at = `/field/uploads/${photo.sha256}`
  const query = `?bytes=${photo.bytes}&type=${encodeURIComponent(photo.mediaType)}`
  const there = await call<{ complete: boolean; have: number[] }>(at + query, 'have')
  if (!there.ok) return there.refusal
  if (there.value.complete) return null
  const blob = await getPhoto(photo.sha256)
  if (!blob) return { kind: 'broken', text: { zh: '本机找不到照片原件', en: 'The original is not on the device' } }
  const have = new Set(there.value.have)
  const missing = Array.from({ length: Math.ceil(photo.bytes / pieceBytes) }, (_, n) => n).filter(n => !have.has(n))
  let refusal: Refusal | null = null
  let complete = false
  const worker = async () => {
    while (missing.length && !refusal) {
      const n = missing.shift()!
      const piece = await blob.slice(n * pieceBytes, (n + 1) * pieceBytes).arrayBuffer()
      const taken = await call<{ complete: boolean }>(`${at}/${n}${query}`, 'complete', {
        method: 'PUT', body: piece, headers: { 'content-type': 'application/octet-stream', 'Voltward-Piece': await sha256(piece) }
      })
      if (!taken.ok) refusal = taken.refusal
      else complete ||= taken.value.complete
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  if (refusal) return refusal
  return complete ? null : confirm(at + query)
}

async function confirm(path: string): Promise<Refusal | null> {
  const there = await call<{ complete: boolean; have: number[] }>(path, 'have')
  if (!there.ok) return there.refusal
  return there.value.complete ? null : { kind: 'broken', text: { zh: '照片未收全，将继续', en: 'The photo is not whole yet; goes on' } }
}

/** Clears what was received days ago; whatever is not received stays for ever. */
async function tidy(): Promise<void> {
  const old = state.sent.filter(s => s.state === 'received' && Date.now() - Date.parse(s.receivedAt!) > keepReceivedMs)
  for (const sent of old) {
    const needed = new Set([...state.sent.filter(s => s !== sent).flatMap(s => s.photos.map(p => p.sha256)), ...state.drafts.flatMap(d => d.photos.map(p => p.sha256))])
    await forget(sent, needed)
    state.sent = state.sent.filter(s => s.visitId !== sent.visitId)
  }
}

/** Everything that is not received, as one file: the way out when nothing else helps. */
export async function exportFile(): Promise<Blob> {
  const items = await Promise.all(state.sent.filter(s => s.state !== 'received').map(async s => ({
    record: s.record, signature: s.signature,
    photos: await Promise.all(s.photos.map(async p => ({ ...p, base64: await asBase64(await getPhoto(p.sha256)) })))
  })))
  return new Blob([JSON.stringify({ schema: 'voltward-export-1', items })], { type: 'application/json' })
}

async function asBase64(blob: Blob | null): Promise<string | null> {
  if (!blob) return null
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).split(',')[1]!)
    reader.onerror = () => reject(reader.error!)
    reader.readAsDataURL(blob)
  })
}
