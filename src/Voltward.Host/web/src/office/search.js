// Suggestions below the search field of the top bar. The answer is a ready fragment of links.
export function startSearch () {
  const field = document.querySelector('[data-suggest]')
  const list = document.querySelector('.suggestions')
  if (!field || !list) return
  let waiting = 0

  field.addEventListener('input', () => {
    clearTimeout(waiting)
    const text = field.value.trim()
    if (text.length < 2) return hide()
    waiting = setTimeout(async () => {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(text)}`)
      if (!answer.ok || field.value.trim() !== text) return
      list.innerHTML = await answer.text()
      list.hidden = !list.children.length
    }, 120)
  })
  field.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter') {
      const at = list.querySelector('a.at')
      if (at) {
        event.preventDefault()
        location.href = at.href
      }
    } else if (event.key === 'Escape') hide()
  })
  field.addEventListener('blur', () => setTimeout(hide, 200))

  function hide () { list.hidden = true }

  function step (by) {
    const links = [...list.querySelectorAll('a')]
    const at = links.findIndex(link => link.classList.contains('at'))
    links[at]?.classList.remove('at')
    links[(at + by + links.length) % links.length]?.classList.add('at')
  }
}
