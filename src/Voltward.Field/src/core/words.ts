import { ref, watchEffect } from 'vue'
import type { Words } from './types'

export const english = ref(localStorage.getItem('lang') === 'en')
export const theme = ref(localStorage.getItem('theme') ?? 'auto')

watchEffect(() => {
  document.documentElement.lang = english.value ? 'en' : 'zh-Hans'
  document.title = english.value ? 'Voltward Field' : '电鉴现场'
  localStorage.setItem('lang', english.value ? 'en' : 'zh')
  document.documentElement.dataset.theme = theme.value
  localStorage.setItem('theme', theme.value)
})

/** One text in both languages; the screen shows one. */
export const t = (zh: string, en: string) => (english.value ? en : zh)

export const w = (words: Words) => t(words.zh, words.en)

const table = (words: Record<string, Words>) => (code: string) => w(words[code] ?? { zh: code, en: code })

export const groupName = table({
  safety: { zh: '安全', en: 'Safety' }, contract: { zh: '合同', en: 'Contract' }, metering: { zh: '计量', en: 'Metering' }, clues: { zh: '线索', en: 'Clues' }
})

export const answerName = table({
  ok: { zh: '合格', en: 'Pass' }, fail: { zh: '不合格', en: 'Fail' },
  'not-applicable': { zh: '不适用', en: 'Does not apply' }, 'not-possible': { zh: '无法检查', en: 'Not possible' }
})

export const shotName = table({
  overview: { zh: '全景', en: 'Overview' }, 'meter-number': { zh: '表号', en: 'Meter number' }, seal: { zh: '封印', en: 'Seal' },
  wiring: { zh: '接线', en: 'Wiring' }, nameplate: { zh: '铭牌', en: 'Nameplate' }, signature: { zh: '签名', en: 'Signature' }, other: { zh: '其他', en: 'Other' }
})

export const positionName = table({
  'meter-cover': { zh: '表盖', en: 'Meter cover' }, terminal: { zh: '接线端子', en: 'Terminals' }, box: { zh: '表箱', en: 'Box' },
  'ct-box': { zh: '互感器箱', en: 'CT box' }, 'joint-box': { zh: '接线盒', en: 'Joint box' }
})

export const voidName = table({
  'fewer-than-two-inspectors': { zh: '不足两名合格检查员签到', en: 'fewer than two qualified inspectors signed in' },
  'left-before-approval': { zh: '工作单审批前已出发', en: 'the crew left before the order was approved' },
  'identity-not-shown': { zh: '未出示证件', en: 'the card was not shown' },
  'purpose-not-stated': { zh: '未说明来意', en: 'the purpose was not stated' },
  'not-acknowledged': { zh: '无签收，也无拒签或不在场的说明', en: 'neither signed for nor a reason why not' },
  'other-record-first': { zh: '该工作单已有另一份记录先到', en: 'another record of this order arrived before' }
})

/** How long ago, in one unit. */
export function age(from: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(from)) / 60_000))
  if (minutes < 1) return t('刚刚', 'just now')
  if (minutes < 60) return t(`${minutes} 分钟前`, minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`)
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return t(`${hours} 小时前`, hours === 1 ? '1 hour ago' : `${hours} hours ago`)
  return t(`${Math.floor(hours / 24)} 天前`, `${Math.floor(hours / 24)} days ago`)
}

export const clock = (at: string) => new Date(at).toLocaleTimeString(english.value ? 'en-GB' : 'zh-CN', { hour: '2-digit', minute: '2-digit' })

/** Another window, a test or a setting asks for another look; the screen follows without a reload. */
window.addEventListener('look', event => {
  const { lang, theme: chosen } = (event as CustomEvent<{ lang: string; theme: string }>).detail
  english.value = lang === 'en'
  theme.value = chosen
})
