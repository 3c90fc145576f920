// A part that is still being worked out is asked for again until it is done: data-refresh holds the seconds between. The next
// question waits for the answer to the last, so that a busy machine is not asked over and over, and the page is loaded anew only once.
export function startRefresh () {
  const part = document.querySelector('[data-refresh]')
  if (part) wait(part.id, 1000 * Number(part.dataset.refresh))
}

function wait (id, pause) {
  setTimeout(async () => {
    if (document.hidden || !await isDone(id)) wait(id, pause)
    else location.reload()
  }, pause)
}

async function isDone (id) {
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return false
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(id)
  const now = document.getElementById(id)
  if (fresh && !fresh.dataset.refresh) return true
  if (fresh && now && fresh.innerHTML !== now.innerHTML) now.replaceWith(fresh)
  return false
}
