// The row under the pointer, read out beside the title, in place of a tooltip that covers the data.
export function connectReadout (chart, spec, figure) {
  const line = figure.querySelector('.readout')
  chart.on('updateAxisPointer', event => {
    const at = event.axesInfo?.[0]?.value ?? event.dataIndex
    if (at == null) { line.textContent = ''; return }
    line.textContent = [spec.x[at], ...spec.series.filter(s => s.name).map(s => word(s, at, spec)).filter(Boolean)].join('   ')
  })
  chart.on('globalout', () => { line.textContent = '' })
  if (!spec.click) return
  figure.classList.add('over')
  chart.getZr().on('click', event => {
    const [at] = chart.convertFromPixel({ seriesIndex: 0 }, [event.offsetX, event.offsetY])
    if (spec.x[Math.round(at)]) location.href = spec.click.replace('{x}', spec.x[Math.round(at)])
  })
}

function word (s, at, spec) {
  if (s.kind === 'shade') return s.values[at] ? s.name : ''
  const low = s.values[at]
  if (low == null) return `${s.name} –`
  return s.upper ? `${s.name} ${figure(low, spec)} … ${figure(s.upper[at], spec)}` : `${s.name} ${figure(low, spec)}`
}

const figure = (value, spec) => value.toLocaleString('en', { minimumFractionDigits: spec.decimals, maximumFractionDigits: spec.decimals }).replace('-', '−')
