// Orders of the plan board can be dragged to another crew or day; the form below the board does the same by keyboard.
export function startBoard () {
  const form = document.querySelector('#move form')
  if (!form) return
  document.addEventListener('dragstart', event => {
    const chip = event.target.closest?.('[data-order]')
    if (chip) event.dataTransfer.setData('text/plain', chip.dataset.order)
  })
  for (const cell of document.querySelectorAll('[data-drop]')) {
    cell.addEventListener('dragover', event => {
      event.preventDefault()
      cell.classList.add('over')
    })
    cell.addEventListener('dragleave', () => cell.classList.remove('over'))
    cell.addEventListener('drop', event => {
      event.preventDefault()
      form.elements.order.value = event.dataTransfer.getData('text/plain')
      form.elements.crew.value = cell.dataset.crew
      form.elements.day.value = cell.dataset.day
      if (form.elements.order.value) form.requestSubmit()
    })
  }
}
