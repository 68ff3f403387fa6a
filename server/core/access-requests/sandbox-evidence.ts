import type { Transaction } from '../ports/unit-of-work.ts'
import type { DraftContent } from './access-request.ts'
import { apiKey } from './asked-scopes.ts'

/** Days of sandbox use that count as evidence. */
export const evidenceDays = 90

/** Newest sandbox calls looked at: more say nothing new, and the answer stays quick. */
export const evidenceCalls = 2_000

/** Answered and refused sandbox calls of one operation, reserved test persons included. */
export interface TriedOperation {
  readonly api: string
  readonly version: string
  readonly operation: string
  readonly answered: number
  readonly refused: number
  readonly last_called_at: string
}

/** Answered sandbox calls in which a data scope was effective. */
export interface TriedScope {
  readonly api: string
  readonly version: string
  readonly scope: string
  readonly calls: number
  readonly last_used_at: string
}

export interface TriedCalls {
  readonly operations: readonly TriedOperation[]
  readonly scopes: readonly TriedScope[]
}

/** What gateways recorded about an application's sandbox calls. */
export interface EvidenceStore {
  /** Among the newest `limit` calls since an ISO 8601 instant. */
  listTried(tx: Transaction, applicationId: string, since: string, limit: number): Promise<TriedCalls>
}

/** An API of the request or of the sandbox use, and what the application did with it. */
export interface ApiEvidence {
  readonly api: string
  readonly version: string
  readonly is_asked: boolean
  readonly answered: number
  readonly refused: number
  readonly operations: readonly Omit<TriedOperation, 'api' | 'version'>[]
  readonly scopes: readonly {
    readonly scope: string
    readonly is_asked: boolean
    readonly calls: number
    readonly last_used_at: string | null
  }[]
}

/** Sets what is asked beside what the application did in the sandbox: what was asked comes first. */
export function gatherEvidence(content: DraftContent, tried: TriedCalls): readonly ApiEvidence[] {
  const asked = new Map((content.apis ?? []).map((item) => [apiKey(item), item.scopes]))
  const keys = [...new Set([...asked.keys(), ...tried.operations.map(apiKey)])]
  return keys.map((key) => {
    const [api = '', version = ''] = key.split('@')
    const operations = tried.operations.filter((one) => apiKey(one) === key)
    const used = new Map(tried.scopes.filter((one) => apiKey(one) === key).map((one) => [one.scope, one]))
    const wanted = asked.get(key) ?? []
    const names = [...new Set([...wanted, ...used.keys()])]
    return {
      api,
      version,
      is_asked: asked.has(key),
      answered: sum(operations.map((one) => one.answered)),
      refused: sum(operations.map((one) => one.refused)),
      operations: operations.map(({ api: _api, version: _version, ...rest }) => rest),
      scopes: names.map((scope) => ({
        scope,
        is_asked: wanted.includes(scope),
        calls: used.get(scope)?.calls ?? 0,
        last_used_at: used.get(scope)?.last_used_at ?? null,
      })),
    }
  })
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
