import type { AbuseSignal, RecordedSubject } from '#core/audit/exchange-record.ts'
import { pseudonymUnder } from '#core/subjects/subject-keys.ts'
import type { Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { parseSubjects } from './parse-subjects.ts'
import { presentedPerson } from './presented-person.ts'
import type { EpochKey } from './subject-tracing.ts'

/** What a record says of the people of an exchange and of who asked, all of it keyed hashes. */
export interface PeopleOfRecord {
  readonly subjects?: readonly RecordedSubject[] | undefined
  readonly agent_hash?: string | undefined
  readonly case_hash?: string | undefined
  readonly question_hash?: string | undefined
  readonly signals?: readonly AbuseSignal[] | undefined
}

const nobody: PeopleOfRecord = {}

/** Hashes under the key of the month of the call. Nothing of a call that was refused before it was bound to a grant. */
export function tracePeople(exchange: Exchange, gateway: GatewayContext): PeopleOfRecord {
  const { subjects: tracing } = gateway.deps
  if (tracing === undefined || exchange.grant === null) return nobody
  const key = tracing.keyAt(exchange.startedAt)
  if (key === null) return nobody
  return {
    subjects: subjectsOf(exchange, key),
    agent_hash: referenceHash(exchange, key, 'agent', exchange.request.headers['x-agent-id']),
    case_hash: referenceHash(exchange, key, 'case', exchange.request.headers['x-octroi-case']),
    question_hash: questionHash(exchange, key),
    signals: exchange.signals.length === 0 ? undefined : exchange.signals,
  }
}

/** Those the provider resolved; where it names nobody, the identifiers of the call stand for the person. */
function subjectsOf(exchange: Exchange, key: EpochKey): readonly RecordedSubject[] | undefined {
  const header = exchange.upstream?.headers['octroi-subject']
  const resolved = typeof header === 'string' ? parseSubjects(header) : null
  if (resolved !== null && resolved.length > 0) {
    return resolved.map(({ role, ...reference }) => ({
      pseudonym: pseudonymUnder(key.hash, reference),
      scheme: reference.scheme,
      key_epoch: key.epoch,
      role,
    }))
  }
  const identity = presentedPerson(exchange)
  if (identity === '') return undefined
  const scheme = 'presented'
  return [
    {
      pseudonym: pseudonymUnder(key.hash, { scheme, value: identity }),
      scheme,
      key_epoch: key.epoch,
      role: 'searched',
    },
  ]
}

/** The same reference of two organizations makes two hashes: nobody can follow an agent across them. */
function referenceHash(
  exchange: Exchange,
  key: EpochKey,
  kind: 'agent' | 'case',
  reference: string | string[] | undefined,
): string | undefined {
  if (typeof reference !== 'string' || reference === '' || reference.length > 256) return undefined
  const owner = exchange.grant?.state.beneficiary_id ?? exchange.caller?.application.organization_id ?? ''
  return key.hash(`${kind}\n${owner}\n${reference}`)
}

/** What was asked besides the person and the recipient. */
function questionHash(exchange: Exchange, key: EpochKey): string | undefined {
  const { operation } = exchange
  if (operation === null) return undefined
  const { personal_parameters: personal, recipient_parameter: recipient } = operation.operation
  const asked = Object.keys(exchange.values).filter((name) => name !== recipient && !personal.includes(name))
  return asked.length === 0 ? undefined : key.hash(`question\n${questionText(exchange.values, asked.sort())}`)
}

function questionText(values: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  return names.map((name) => `${name}=${JSON.stringify(values[name])}`).join(';')
}
