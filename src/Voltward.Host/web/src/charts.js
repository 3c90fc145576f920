// Charts of the office pages in the one house style. The figures stand as JSON inside each figure; see Shared/Chart.cs.
import * as echarts from 'echarts/core'
import { LineChart, BarChart, ScatterChart } from 'echarts/charts'
import { GridComponent, TooltipComponent, MarkLineComponent, DataZoomComponent, ToolboxComponent } from 'echarts/components'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { labelWidths, optionOf } from './charts/option.js'
import { connectReadout } from './charts/readout.js'
import { connectCopy } from './charts/copy.js'

echarts.use([LineChart, BarChart, ScatterChart, GridComponent, TooltipComponent, MarkLineComponent, DataZoomComponent, ToolboxComponent, LabelLayout, CanvasRenderer])

const drawn = []
const specOf = figure => JSON.parse(figure.querySelector('script').textContent)
const figures = [...document.querySelectorAll('[data-chart]')]
const specs = new Map(figures.map(figure => [figure, specOf(figure)]))

// Charts of one group stand exactly below each other, so the widest label decides for all.
const edgeOf = group => Math.max(0, ...[...specs.values()].filter(s => group ? s.group === group : false).flatMap(labelWidths))

for (const figure of figures) {
  const spec = specs.get(figure)
  const box = figure.querySelector('.canvas')
  const chart = echarts.init(box, null, { renderer: 'canvas' })
  if (spec.group) chart.group = spec.group
  const draw = () => chart.setOption(optionOf(spec, box.clientWidth, edgeOf(spec.group)), true)
  draw()
  new ResizeObserver(() => { chart.resize(); draw() }).observe(box)
  connectReadout(chart, spec, figure)
  connectCopy(chart, spec, figure)
  startBrush(chart)
  drawn.push({ draw, group: spec.group })
}

for (const group of new Set(drawn.map(d => d.group).filter(Boolean))) echarts.connect(group)

// Colours come from the style sheet and follow the theme.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach(d => d.draw()))

// A span is chosen by dragging across a chart, and given up by a double click; on touch screens the finger scrolls the page.
function startBrush (chart) {
  if (matchMedia('(pointer: coarse)').matches) return
  chart.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true })
  chart.getZr().on('dblclick', () => chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }))
}
