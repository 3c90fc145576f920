import { sha256 } from './crypto'
import { putPhoto, getPhoto } from './store'
import type { Photo, Place } from './types'

declare const navigator: Navigator & { getBattery?: () => Promise<{ level: number; charging: boolean }> }

/** Where the device is, or null: no permission, no sky, or no answer within some seconds. */
export function locate(patience = 8000): Promise<Place | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null)
  return new Promise(resolve => navigator.geolocation.getCurrentPosition(
    fix => resolve(placeOf(fix)), () => resolve(null), { enableHighAccuracy: true, timeout: patience, maximumAge: 15_000 }))
}

function placeOf(fix: GeolocationPosition): Place {
  const mock = (fix.coords as GeolocationCoordinates & { mocked?: boolean }).mocked
  return {
    at: new Date(fix.timestamp).toISOString(),
    lat: fix.coords.latitude.toFixed(7),
    lon: fix.coords.longitude.toFixed(7),
    accuracyM: Math.round(fix.coords.accuracy),
    mock: typeof mock === 'boolean' ? mock : null
  }
}

/** State of the device, as far as the browser tells. */
export async function deviceState() {
  const battery = await navigator.getBattery?.().catch(() => undefined)
  const room = await navigator.storage?.estimate?.()
  return {
    userAgent: navigator.userAgent,
    batteryPercent: battery ? Math.round(battery.level * 100) : null,
    charging: battery?.charging ?? null,
    freeBytes: room?.quota !== undefined && room.usage !== undefined ? room.quota - room.usage : null,
    persisted: (await navigator.storage?.persisted?.()) ?? null
  }
}

/** Stores a picture untouched, hashed before anything else, and reads it back: a store that went bad shows now and not at the office. */
export async function keepPhoto(blob: Blob, facts: Pick<Photo, 'shot' | 'items' | 'fileName' | 'source' | 'takenAt'>): Promise<Photo> {
  const bytes = await blob.arrayBuffer()
  const hash = await sha256(bytes)
  await putPhoto(hash, bytes, blob.type)
  const back = await getPhoto(hash)
  if (!back || await sha256(await back.arrayBuffer()) !== hash) throw new Error('The photo could not be read back.')
  return { ...facts, sha256: hash, bytes: bytes.byteLength, mediaType: blob.type, marks: [], warning: await judge(blob) }
}

/** Whether a picture is too dark or blurred to prove anything; judged on a small copy. */
async function judge(blob: Blob): Promise<Photo['warning']> {
  if (!blob.type.startsWith('image/') || !('createImageBitmap' in window)) return null
  const bitmap = await createImageBitmap(blob, { resizeWidth: 160, resizeHeight: 120 }).catch(() => null)
  if (!bitmap) return null
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.drawImage(bitmap, 0, 0)
  const { data, width, height } = pen.getImageData(0, 0, bitmap.width, bitmap.height)
  const grey = new Float32Array(width * height)
  for (let i = 0; i < grey.length; i++) grey[i] = 0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!
  const mean = grey.reduce((a, b) => a + b, 0) / grey.length
  if (mean < 35) return 'dark'
  return sharpness(grey, width, height) < 12 ? 'blurred' : null
}

/** Variance of the Laplacian: edges make it large. */
function sharpness(grey: Float32Array, width: number, height: number): number {
  let sum = 0
  let squares = 0
  let n = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const edge = 4 * grey[i]! - grey[i - 1]! - grey[i + 1]! - grey[i - width]! - grey[i + width]!
      sum += edge
      squares += edge * edge
      n++
    }
  }
  return squares / n - (sum / n) ** 2
}
