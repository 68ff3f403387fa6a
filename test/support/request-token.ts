import { request } from 'node:http'

export interface TokenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Readonly<Record<string, unknown>>
}

/** Sends one request with exactly these headers; `form` is posted url-encoded. */
export async function sendRequest(
  url: string,
  options: {
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly form?: Readonly<Record<string, string>> | URLSearchParams | string
  } = {},
): Promise<{ status: number; headers: TokenAnswer['headers']; text: string }> {
  const body = options.form === undefined ? null : String(new URLSearchParams(options.form as Record<string, string>))
  const headers = {
    ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...options.headers,
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: options.method ?? (body === null ? 'GET' : 'POST'), headers }, (answer) => {
      answer.setEncoding('utf8')
      let text = ''
      answer.on('data', (chunk: string) => {
        text += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

/** Asks a token endpoint for a client credentials token. */
export async function requestToken(
  issuerUrl: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const answer = await sendRequest(`${issuerUrl}/token`, {
    form: { grant_type: 'client_credentials', ...form },
    headers,
  })
  return { ...answer, body: JSON.parse(answer.text) as TokenAnswer['body'] }
}

export function basicAuthorization(clientId: string, secret: string): { authorization: string } {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}
