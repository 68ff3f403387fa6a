import { sendRequest } from './request-token.ts'

type Answer = Awaited<ReturnType<typeof sendRequest>> & { readonly url: string }

/** A browser without scripts: keeps cookies of one origin by name and path, follows redirects on that origin. */
export interface CookieBrowser {
  readonly cookies: ReadonlyMap<string, string>
  open(url: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  submit(
    url: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>
}

export function createCookieBrowser(origin: string, issuerPath = '/login/'): CookieBrowser {
  const jar = new Map<string, { value: string; path: string }>()

  function remember(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const name = pair.slice(0, pair.indexOf('='))
      const path = attributes.find((part) => part.toLowerCase().startsWith('path='))?.slice(5) ?? '/'
      const value = pair.slice(pair.indexOf('=') + 1)
      const isGone = /expires=Thu, 01 Jan 1970/i.test(line)
      if (isGone) jar.delete(`${name}|${path}`)
      else jar.set(`${name}|${path}`, { value, path })
    }
  }

  async function send(url: string, options: Parameters<typeof sendRequest>[1]): Promise<Answer> {
    const path = new URL(url).pathname
    const cookie = [...jar]
      .filter(([, kept]) => path.startsWith(kept.path))
      .map(([key, kept]) => `${key.split('|')[0]}=${kept.value}`)
      .join('; ')
    const headers = { accept: 'text/html', ...(cookie ? { cookie } : {}), ...options?.headers }
    const answer = await sendRequest(url, { ...options, headers })
    remember((answer.headers['set-cookie'] as string[] | undefined) ?? [])
    const location = answer.headers.location
    if (typeof location !== 'string') return { ...answer, url }
    const next = new URL(location, url).href
    return next.startsWith(`${origin}/`) && !isLeaving(next, origin, issuerPath)
      ? send(next, {})
      : { ...answer, url: next }
  }

  return {
    get cookies() {
      return new Map([...jar].map(([key, kept]) => [key.split('|')[0] ?? '', kept.value]))
    },
    open: (url, headers = {}) => send(url, { headers }),
    submit: (url, form, headers = {}) => send(url, { form, headers: { origin, ...headers } }),
  }
}

/** Whether a redirect leaves the issuer, on the same origin or not: its address is then the result. */
function isLeaving(url: string, origin: string, issuerPath: string): boolean {
  return !url.startsWith(`${origin}${issuerPath}`)
}
