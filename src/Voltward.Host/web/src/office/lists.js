// Rows open by click, in a new tab by middle click or Ctrl; filters apply when chosen; columns go into the address.
export function startLists () {
  document.addEventListener('click', event => {
    const row = rowOf(event)
    if (!row || getSelection()?.toString()) return
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, '_blank', 'noopener')
    else location.href = row.dataset.href
  })
  document.addEventListener('auxclick', event => {
    const row = rowOf(event)
    if (row && event.button === 1) window.open(row.dataset.href, '_blank', 'noopener')
  })
  document.addEventListener('change', event => {
    if (event.target.matches('[data-submit]')) event.target.form.requestSubmit()
    if (event.target.closest('[data-columns]')) chooseColumns(event.target.closest('[data-columns]'))
    if (event.target.matches('[data-all]')) {
      for (const box of event.target.closest('table').querySelectorAll('tbody input[type=checkbox]')) box.checked = event.target.checked
    }
  })
  // An empty field would only lengthen the address.
  document.addEventListener('submit', event => {
    if (!event.target.matches('.list-tools')) return
    for (const field of event.target.querySelectorAll('input, select')) {
      if (!field.value) field.disabled = true
    }
  })
}

function rowOf (event) {
  return event.target.closest('a, button, input, label, select, summary') ? null : event.target.closest('tr[data-href]')
}

function chooseColumns (sheet) {
  const chosen = [...sheet.querySelectorAll('input:checked')].map(box => box.value)
  const address = new URL(location.href)
  address.searchParams.set('cols', chosen.join('.'))
  location.href = address
}
