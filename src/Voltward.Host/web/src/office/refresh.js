// A part that is still being worked out is asked for again until it is done: data-refresh holds the seconds between.
export function startRefresh () {
  const part = document.querySelector('[data-refresh]')
  if (!part) return
  setInterval(async () => {
    if (document.hidden) return
    const answer = await fetch(location.href)
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(part.id)
    const now = document.getElementById(part.id)
    if (fresh && now && fresh.innerHTML !== now.innerHTML) now.replaceWith(fresh)
    if (fresh && !fresh.dataset.refresh) location.reload()
  }, 1000 * Number(part.dataset.refresh))
}
