// Keeps the whole application on the device. A new version is taken only when the person says so: never in the middle of a visit.
const version = '__VERSION__'
const cacheName = `field-${version}`
const files = __FILES__.map(name => `/field/${name}`)

self.addEventListener('install', event => {
  event.waitUntil(caches.open(cacheName).then(cache => cache.addAll(files.map(url => new Request(url, { cache: 'reload', redirect: 'error' })))))
})

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('field-') && name !== cacheName) await caches.delete(name)
    await self.clients.claim()
  })())
})

self.addEventListener('message', event => {
  if (event.data === 'take-over') self.skipWaiting()
})

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith('/field')) return
  const name = event.request.mode === 'navigate' ? '/field/index.html' : url.pathname
  event.respondWith((async () => await (await caches.open(cacheName)).match(name) ?? fetch(event.request))())
})
