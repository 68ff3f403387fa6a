import type { Caller, Exchange } from '../exchange.ts'
import type { GatewayContext } from '../gateway-context.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { CompiledOperation } from '../routing/compiled-operation.ts'
import { presentedPerson } from '../subjects/presented-person.ts'
import type { RegistrationQuery } from '../subjects/registration-check.ts'

/**
 * Where the API asks for it, a body may ask about a person only while it has declared a file on that person: the
 * strongest control of the Crossroads Bank. Also marks calls about protected persons. On doubt nobody passes.
 */
export function checkSubject(exchange: Exchange, gateway: GatewayContext): Refusal | null | Promise<Refusal | null> {
  const { subjects, registrations, configuration } = gateway.deps
  const { operation, caller } = exchange
  if (operation === null || caller === null) return null
  const isByParameters = operation.operation.personal_parameters.length > 0
  if (!isByParameters && caller.person === undefined) return null
  const { descriptor } = operation.api
  const isProduction = configuration.environment === 'production'
  if (isProduction && descriptor.traceable_by_person && subjects !== undefined && !subjects.keyAt(exchange.startedAt)) {
    return refuseUndecided('The key that protects people in records is not known to this gateway yet.')
  }
  if (isProduction && isByParameters && !exchange.isTestPerson) noticeSequence(exchange, gateway, caller)
  const mustRegister = descriptor.requires_subject_registration === true && !caller.isPublic && !exchange.isTestPerson
  if (!mustRegister && !subjects?.hasProtected()) return null
  const identityHash = subjects?.identityHash(presentedPerson(exchange)) ?? null
  if (identityHash !== null && subjects?.isProtected(identityHash))
    exchange.signals = [...exchange.signals, 'protected_person']
  if (!mustRegister) return null
  if (identityHash === null || registrations === undefined) {
    return refuseUndecided('The directory of data subjects cannot be asked.')
  }
  const organizationId = exchange.grant?.state.beneficiary_id ?? caller.application.organization_id
  const query: RegistrationQuery = { organizationId, api: descriptor.api, identityHash }
  const known = registrations.known(query)
  if (known !== null) return known ? null : refuseUnregistered()
  return registrations.ask(query).then(
    (isRegistered) => (isRegistered ? null : refuseUnregistered()),
    () => refuseUndecided('The directory of data subjects did not answer.'),
  )
}

function noticeSequence(exchange: Exchange, gateway: GatewayContext, caller: Caller): void {
  const {
    operation_id: id,
    twin_of: twin,
    personal_parameters: names,
  } = (exchange.operation as CompiledOperation).operation
  if (gateway.sequences.observe(caller.clientId, twin ?? id, exchange.values, names)) {
    exchange.signals = ['sequential_identities']
  }
}

function refuseUnregistered(): Refusal {
  return refuse('subject-not-registered', 'The recipient has no live file on this person in the directory.')
}

function refuseUndecided(detail: string): Refusal {
  return refuse('subject-check-unavailable', detail, { headers: { 'Retry-After': '5' } })
}
