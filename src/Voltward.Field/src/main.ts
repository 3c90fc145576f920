import { createApp } from 'vue'
import App from './App.vue'
import { ensureDevice } from './core/crypto'
import { expire, loadOwn, meet, takeDay } from './core/day'
import { load, say, state } from './core/state'
import { openStore } from './core/store'
import { sync } from './core/sync'
import './style.css'

async function start(): Promise<void> {
  await openStore()
  await load()
  await loadOwn()
  await expire()
  createApp(App).mount('#app')
  await keepOffline()
  await ensureDevice()
  await navigator.storage?.persist?.()
  window.addEventListener('online', () => void contact())
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void contact() })
  await contact()
}

/** Meets the server when there is one: identity and tasks first, then what waits. Without a network nothing is said. */
async function contact(): Promise<void> {
  const refusal = await meet() ?? await takeDay()
  if (refusal && refusal.kind !== 'offline') say(refusal.text.zh, refusal.text.en)
  await sync()
}

async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const kept = await navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' })
  const offer = () => { if (kept.waiting && navigator.serviceWorker.controller) state.update = true }
  offer()
  kept.addEventListener('updatefound', () => kept.installing?.addEventListener('statechange', offer))
}

void start()
