import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createSubjectKeyStore } from '#adapters/postgres/subject-key-store.ts'
import type { RecordedSubject } from '#core/audit/exchange-record.ts'
import type { ExchangeDraft } from '#core/audit/record-sink.ts'
import type { AccessWorld } from './access-world.ts'
import { type HttpAnswer, httpExchange } from './http-exchange.ts'
import { testPeople } from './person-login.ts'
import { recordExchanges } from './record-exchanges.ts'

/** A person's way to what concerns them. */
export interface PersonCaller {
  get(path: string): Promise<HttpAnswer>
  post(path: string, body: Record<string, unknown>): Promise<HttpAnswer>
  delete(path: string): Promise<HttpAnswer>
}

export function personCaller(world: AccessWorld, session: string): PersonCaller {
  const headers = { 'octroi-person-session': session }
  const send = (method: string, path: string, more: object = {}) =>
    httpExchange(`${world.url}${path}`, { method, headers, ...more })
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, { body, headers: { ...headers, 'idempotency-key': `"${randomUUID()}"` } }),
    delete: (path) => send('DELETE', path),
  }
}

/** Logs a person of the tests in. */
export async function logIn(world: AccessWorld, name: string): Promise<PersonCaller> {
  const answer = await world.as.nobody.post('/person-sessions', { access_token: `${name}#${randomUUID()}` })
  assert.equal(answer.status, 200, answer.text)
  return personCaller(world, answer.json.session_token)
}

/** The key of the month of `world.clock`. */
export async function openMonth(world: AccessWorld, epoch: string): Promise<void> {
  const bytes = Buffer.alloc(32, Number(epoch.slice(5)))
  await world.unitOfWork.transaction((tx) => createSubjectKeyStore().ensure(tx, epoch, bytes))
}

/** A person as a record of the month of `at` names them. */
export async function subjectOf(
  world: AccessWorld,
  name: string,
  at: string,
  role: RecordedSubject['role'] = 'searched',
): Promise<RecordedSubject> {
  const key_epoch = at.slice(0, 7)
  const reference = { scheme: 'nir', value: testPeople[name]?.nir ?? '' }
  const all = await world.unitOfWork.read((tx) => world.deps.pseudonyms.of(tx, reference))
  const pseudonym = all.find(({ epoch }) => epoch === key_epoch)?.pseudonym ?? ''
  return { pseudonym, scheme: 'nir', key_epoch, role }
}

/** A production answer about people of the tests, by valmont from cnaf. */
export async function consult(
  world: AccessWorld,
  request_id: string,
  subjects: readonly RecordedSubject[],
  changes: Partial<ExchangeDraft> = {},
): Promise<string> {
  const [receipt = ''] = await recordExchanges(world, 1, () => ({
    at: new Date(world.clock.now() - 60_000).toISOString(),
    request_id,
    application_id: world.applications.valmont,
    organization_id: world.organizations.valmont,
    beneficiary_id: world.organizations.valmont,
    authorization_id: null,
    api: 'quotient-familial',
    api_version: 'v3',
    environment: 'production',
    legal_context: 'TRANSPORT:TARIFICATION_SOLIDAIRE',
    scopes_effective: ['cnaf_quotient_familial'],
    fields: ['data.quotient_familial.valeur', 'data.quotient_familial.mois'],
    status: 200,
    refusal_stage: 'none',
    reason: null,
    subjects,
    ...changes,
  }))
  return receipt
}
