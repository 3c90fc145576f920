// Every chart can be taken along: as a picture, or as a table that pastes into a spreadsheet.
export function connectCopy (chart, spec, figure) {
  const background = getComputedStyle(document.documentElement).getPropertyValue('--surface')
  figure.querySelector('[data-copy=picture]').addEventListener('click', async event => {
    const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background.trim() })
    const blob = await new Promise(resolve => canvas.toBlob(resolve, 'image/png'))
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    tick(event.target)
  })
  figure.querySelector('[data-copy=table]').addEventListener('click', async event => {
    const rows = [...figure.querySelectorAll('table tr')].map(row => [...row.cells].map(cell => cell.textContent.trim()).join('\t'))
    await navigator.clipboard.writeText(rows.join('\n'))
    tick(event.target)
  })
}

function tick (button) {
  const word = button.textContent
  button.textContent = '✓'
  setTimeout(() => { button.textContent = word }, 1200)
}
