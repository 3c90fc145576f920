import type { Words } from './types'

export type Refusal =
  | { kind: 'offline' | 'portal' | 'sign-in' | 'broken'; text: Words }
  | { kind: 'problem'; code: string; status: number; text: Words }

export type Answered<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

const patience = 90_000

const offline: Refusal = { kind: 'offline', text: { zh: '没有网络，恢复后自动继续', en: 'No network; goes on by itself when it is back' } }
const portal: Refusal = {
  kind: 'portal',
  text: { zh: '网络要求先登录：回答的不是本系统。请打开浏览器登录该网络，或改用移动数据', en: 'The network wants a sign-in of its own: this was not our server. Sign in to it in a browser, or use mobile data' }
}
const signIn: Refusal = { kind: 'sign-in', text: { zh: '请重新登录后继续上传', en: 'Sign in again to go on sending' } }

/** One call. An answer counts only when it is JSON of the expected shape: a portal's friendly page with status 200 does not. */
export async function call<T>(path: string, expected: keyof T & string, init: RequestInit = {}): Promise<Answered<T>> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), patience)
  try {
    const answer = await fetch(`/api${path}`, { ...init, redirect: 'manual', credentials: 'same-origin', cache: 'no-store', signal: limit.signal })
    if (answer.type === 'opaqueredirect') return { ok: false, refusal: portal }
    if (answer.status === 401) return { ok: false, refusal: signIn }
    const body = await answer.text()
    return read<T>(answer, body, expected)
  } catch (failed) {
    if (failed instanceof TypeError || failed instanceof DOMException) return { ok: false, refusal: offline }
    throw failed
  } finally {
    clearTimeout(timer)
  }
}

function read<T>(answer: Response, body: string, expected: keyof T & string): Answered<T> {
  if (!/^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '')) return { ok: false, refusal: answer.status >= 500 ? broken(answer.status) : portal }
  let json: Record<string, unknown>
  try {
    json = JSON.parse(body) as Record<string, unknown>
  } catch (wrong) {
    if (wrong instanceof SyntaxError) return { ok: false, refusal: portal }
    throw wrong
  }
  if (answer.ok) return expected === '' || expected in json ? { ok: true, value: json as T } : { ok: false, refusal: portal }
  if (answer.status >= 500 || typeof json.code !== 'string') return { ok: false, refusal: broken(answer.status) }
  const text = `${String(json.detail ?? json.title)} ${String(json.remedy ?? '')}`
  return { ok: false, refusal: { kind: 'problem', code: json.code, status: answer.status, text: { zh: text, en: text } } }
}

const broken = (status: number): Refusal => ({
  kind: 'broken', text: { zh: `服务器暂时出错（${status}），会自动重试`, en: `The server is failing (${status}); it is tried again by itself` }
})

export const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
