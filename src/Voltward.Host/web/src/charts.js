// Charts of the office pages.
import * as echarts from 'echarts/core'
export { echarts }
