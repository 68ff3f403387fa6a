import { type ApiProblem, localProblem } from '../../api/api-problem.ts'
import { exchange } from '../../api/http-exchange.ts'
import type { MessageKey, Translate } from '../../i18n/translate.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'

/** Control operations of `specs/sandbox.openapi.yaml`, for one sandbox of one application. Rejects with ApiProblem. */
export interface SandboxControl {
  readonly sandbox: string
  get<T>(path: string): Promise<T>
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>
}

/** Names of sandboxes and snapshots. */
export const sandboxName = /^[a-z][a-z0-9-]{0,31}$/

export function createSandboxControl(
  settings: PortalSettings,
  token: string,
  sandbox: string,
  t: Translate,
): SandboxControl {
  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await exchange({
      method,
      url: `${settings.sandboxUrl}/sandbox/${path}`,
      connectTo: settings.sandboxLoopbackUrl,
      headers: {
        accept: 'application/json, application/problem+json',
        authorization: `Bearer ${token}`,
        'x-sandbox-name': sandbox,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw localProblem(503, 'unavailable', t('try.unreachable'), settings.requestId)
    })
    const content = parsed(answer.body)
    if (answer.status >= 400) throw refusal(answer.status, content, settings.requestId, t)
    return content as T
  }
  return { sandbox, get: (path) => send('GET', path), send }
}

interface ControlProblem {
  readonly title?: string
  readonly type?: string
  readonly errors?: readonly { readonly field: string; readonly rule: string; readonly message: string }[]
}

/** The engine explains its refusals in English; the reader's language has its own sentence for each. */
const sentences: Readonly<Record<string, MessageKey>> = {
  'This household cannot be added': 'sandbox.refused.household',
  'Too many snapshots': 'sandbox.refused.snapshots',
  'Too many sandboxes': 'sandbox.refused.sandboxes',
  'Too many changes': 'sandbox.refused.changes',
  'This date is out of reach': 'sandbox.refused.date',
  'Nothing has this name': 'sandbox.refused.name',
  'No webhook': 'sandbox.refused.webhook',
}

const slugs: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid-request',
}

function refusal(status: number, content: unknown, requestId: string, t: Translate): ApiProblem {
  const { title = '', type, errors = [] } = (content ?? {}) as ControlProblem
  const known = sentences[title]
  const own = type === undefined || type === 'about:blank'
  const slug = own ? (slugs[status] ?? 'unavailable') : (type.split('/').at(-1) ?? 'unavailable')
  const problem = localProblem(status, slug, known === undefined ? title : t(known), requestId)
  const detail = known === undefined ? {} : { detail: t(known) }
  const fields = errors.map(({ field, rule }) => ({ field, rule, message: t('sandbox.refused.field') }))
  Object.assign(problem.document, detail, fields.length > 0 ? { errors: fields } : {})
  return problem
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
