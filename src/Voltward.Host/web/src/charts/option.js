// From the specification of a chart to the option of ECharts: thin lines, intervals as bands, direct labels, units on the axis.
const css = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

export const labelWidths = spec => labelled(spec).map(s => textWidth(s.name))

const labelled = spec => spec.series.filter(s => s.kind !== 'shade' && s.kind !== 'band' && s.kind !== 'bar' && s.name)

export function optionOf (spec, width, edge) {
  const narrow = width < 520
  const right = narrow ? 14 : 18 + Math.max(edge, 0, ...labelWidths(spec))
  const font = { fontFamily: css('type'), fontSize: 11, color: css('ink-3') }
  const rows = markRows(spec, width - 48 - right)
  return {
    animation: false,
    textStyle: font,
    grid: { left: 48, right, top: rows.length ? 26 + Math.max(...rows) * 13 : 12, bottom: 22 },
    toolbox: { show: true, right: -100, feature: { dataZoom: { yAxisIndex: false, brushStyle: { color: css('expected-band') } } } },
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, moveOnMouseWheel: false }],
    tooltip: { trigger: 'axis', showContent: false, axisPointer: { type: 'line', lineStyle: { color: css('ink-3'), type: 'solid', width: 1 } } },
    xAxis: {
      type: 'category',
      data: spec.x,
      boundaryGap: spec.series.some(s => s.kind === 'bar' || s.kind === 'shade'),
      axisLine: { lineStyle: { color: css('line-strong') }, onZero: true },
      axisTick: { show: false },
      axisLabel: { ...font, hideOverlap: true, formatter: shortened, showMaxLabel: spec.series.some(s => s.kind === 'bar') ? null : false }
    },
    yAxis: [
      {
        type: 'value',
        scale: !spec.zero,
        min: spec.low == null ? null : rounded(spec.low, spec.high - spec.low, Math.floor),
        max: spec.high == null ? null : rounded(spec.high, spec.high - spec.low, Math.ceil),
        splitNumber: 4,
        axisLabel: { ...font, formatter: tick },
        splitLine: { lineStyle: { color: css('line'), width: 1 } }
      },
      { type: 'value', min: 0, max: 1, show: false }
    ],
    series: spec.series.flatMap((s, i) => seriesOf(s, i, spec, narrow, font, rows))
  }
}

function seriesOf (s, i, spec, narrow, font, rows) {
  const ink = css(s.ink)
  const marks = i === spec.series.length - 1 ? markLine(spec, font, rows) : undefined
  const common = { name: s.name, silent: true, markLine: marks, z: 2 + i }
  const label = narrow || !s.name
    ? undefined
    : { show: true, formatter: s.name, color: s.ink === 'expected' ? css('ink-3') : ink, fontSize: 11, distance: 6 }
  switch (s.kind) {
    case 'band': return bandOf(s, i, common)
    case 'bar': return [{ ...common, type: 'bar', data: s.values, itemStyle: { color: ink }, barCategoryGap: '25%', barMaxWidth: 24 }]
    case 'shade': return [{ ...common, type: 'bar', yAxisIndex: 1, data: s.values, itemStyle: { color: css('shade') }, barCategoryGap: 0, barWidth: '100%', z: 0 }]
    case 'points': return [{ ...common, type: 'scatter', data: s.values, symbolSize: 6, itemStyle: { color: css('surface'), borderColor: ink, borderWidth: 1.2 } }]
    default: return [{
      ...common,
      type: 'line',
      data: s.values,
      step: s.kind === 'step' ? 'end' : false,
      showSymbol: true,
      symbol: (_, params) => isolated(s.values, params.dataIndex) ? 'circle' : 'none',
      symbolSize: 3,
      connectNulls: s.kind === 'bridged',
      itemStyle: { color: ink },
      lineStyle: { width: s.ink === 'measured' || s.ink === 'abnormal' ? 1.4 : 1, type: s.ink === 'technical' ? [4, 3] : 'solid' },
      endLabel: label,
      labelLayout: { moveOverlap: 'shiftY' }
    }]
  }
}

// A reading between two gaps would draw no line at all.
const isolated = (values, i) => values[i] != null && values[i - 1] == null && values[i + 1] == null

function bandOf (s, i, common) {
  const color = s.ink === 'abnormal' ? css('abnormal-band') : css('expected-band')
  const edge = { ...common, type: 'line', stack: `band${i}`, stackStrategy: 'all', symbol: 'none', lineStyle: { width: 0 }, connectNulls: false }
  return [
    { ...edge, data: s.values, markLine: undefined },
    { ...edge, data: s.upper.map((high, n) => high == null || s.values[n] == null ? null : high - s.values[n]), areaStyle: { color, origin: 'auto' } }
  ]
}

// Row of each mark's word, from the axis upwards: words that would cover each other stand one above the other.
function markRows (spec, plot) {
  const ends = []
  const rows = spec.marks.map(() => 0)
  const at = spec.marks.map(m => plot * (spec.x.indexOf(m.x) + 0.5) / spec.x.length)
  for (const n of rows.map((_, n) => n).sort((a, b) => at[a] - at[b] || b - a)) {
    const half = textWidth(spec.marks[n].word) / 2 + 4
    const free = ends.findIndex(end => end <= at[n] - half)
    rows[n] = free < 0 ? ends.length : free
    ends[rows[n]] = at[n] + half
  }
  return rows
}

function markLine (spec, font, rows) {
  if (!spec.marks.length) return undefined
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    data: spec.marks.map((m, n) => ({
      xAxis: m.x,
      lineStyle: { color: m.ink === 'abnormal' ? css('abnormal') : css('ink-3'), width: m.ink === 'abnormal' ? 1.4 : 1, type: m.ink === 'abnormal' ? 'solid' : [2, 2] },
      label: { formatter: m.word, position: 'end', distance: 3 + rows[n] * 13, color: m.ink === 'abnormal' ? css('abnormal') : css('ink-2'), fontSize: 11, fontFamily: font.fontFamily }
    }))
  }
}

// The end of an axis on a figure that its steps meet.
function rounded (value, span, round) {
  const step = 10 ** Math.floor(Math.log10(span / 4))
  const wide = [1, 2, 5, 10].find(n => span / (n * step) <= 6) * step
  return round(value / wide) * wide
}

const tick = value => (Math.abs(value) >= 100000 ? `${(value / 1000).toLocaleString('en')}k` : value.toLocaleString('en')).replace('-', '−')

// Days of one year need no year; times stay as they are.
const shortened = text => /^\d{4}-\d\d-\d\d$/.test(text) ? text.slice(5) : text

let canvas
function textWidth (text) {
  canvas ??= document.createElement('canvas').getContext('2d')
  canvas.font = `11px ${css('type')}`
  return Math.ceil(canvas.measureText(text).width)
}
