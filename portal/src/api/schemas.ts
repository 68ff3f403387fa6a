import type { components } from './generated/management.ts'

type Schemas = components['schemas']

export type AccessRequest = Schemas['AccessRequest']
export type AccessRequestContent = Schemas['AccessRequestContentInput']
export type Account = Schemas['Account']
export type Api = Schemas['Api']
export type AuditRecord = Schemas['AuditRecord']
export type Application = Schemas['Application']
export type Authorization = Schemas['Authorization']
export type Contact = Schemas['Contact']
export type Credential = Schemas['Credential']
export type CredentialWithSecret = Schemas['CredentialWithSecret']
export type Decision = Schemas['Decision']
export type Delegation = Schemas['Delegation']
export type Effect = Schemas['Effect']
export type Environment = Schemas['Environment']
export type Exchange = Schemas['Exchange']
export type Grant = Schemas['Grant']
export type LegalBasis = Schemas['LegalBasis']
export type LocaleMap = Schemas['LocaleMap']
export type Me = Schemas['Me']
export type Member = Schemas['Member']
export type Membership = Schemas['Membership']
export type Message = Schemas['Message']
export type Organization = Schemas['Organization']
export type OrganizationEvent = Schemas['Event']
export type Plan = Schemas['Plan']
export type ProblemType = Schemas['ProblemType']
export type Quota = Schemas['Quota']
export type RegisterEntry = Schemas['RegisterEntry']
export type Role = Schemas['Role']
export type System = Schemas['System']
export type Usage = Schemas['Usage']
export type UseCase = Schemas['UseCase']
export type Verification = Schemas['Verification']

/** One page of a list; `next_cursor` is null at the end. */
export interface Page<T> {
  readonly items: T[]
  readonly next_cursor: string | null
}
