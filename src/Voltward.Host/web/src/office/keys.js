// Shortcuts, shown by `?` in the overlay of Shared/KeyOverlay.razor.
export function startKeys () {
  const overlay = document.getElementById('keys')
  document.querySelector('[data-keys]')?.addEventListener('click', () => overlay.showModal())
  let afterG = 0

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') return act(event, focusSearch)
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (isTyping(event.target)) {
      if (event.key === 'Escape') event.target.blur()
      return
    }

    if (overlay?.open) return
    if (afterG && Date.now() - afterG < 1500 && event.key >= '1' && event.key <= '7') {
      afterG = 0
      const words = document.querySelectorAll('.rail a:not(.brand)')
      return act(event, () => words[event.key - 1]?.click())
    }

    switch (event.key) {
      case '/': return act(event, focusSearch)
      case '?': return act(event, () => overlay.showModal())
      case 'j': return act(event, () => move(1))
      case 'k': return act(event, () => move(-1))
      case 'Enter': return openRow(event)
      case 'Escape': return goBack()
      case 'f': return act(event, () => document.querySelector('[data-filter]')?.focus())
      case 'c': return act(event, () => document.querySelector('[data-clear]')?.click())
      case '[': return act(event, () => document.querySelector('[data-prev]')?.click())
      case ']': return act(event, () => document.querySelector('[data-next]')?.click())
      case 'e': return act(event, () => document.querySelector('[data-main]')?.click())
      case 'g': afterG = Date.now()
    }
  })
}

function act (event, what) {
  event.preventDefault()
  what()
}

function isTyping (element) {
  return element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]')
}

function focusSearch () {
  const field = document.querySelector('.search input')
  field?.focus()
  field?.select()
}

const rows = () => [...document.querySelectorAll('tr[data-href]')].filter(row => row.offsetParent)

function move (step) {
  const all = rows()
  if (!all.length) return
  const at = all.findIndex(row => row.classList.contains('at'))
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))]
  all[at]?.classList.remove('at')
  next.classList.add('at')
  next.querySelector('td.leads a')?.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}

function openRow (event) {
  const row = document.querySelector('tr.at[data-href]')
  if (row && !event.target.closest('a, button, summary')) act(event, () => { location.href = row.dataset.href })
}

function goBack () {
  const open = document.querySelector('details.menu[open]')
  if (open) {
    open.open = false
    open.querySelector('summary').focus()
    return
  }

  const up = document.querySelector('.trail a[rel=up]')
  if (document.referrer.startsWith(location.origin) && history.length > 1) history.back()
  else if (up) up.click()
}
