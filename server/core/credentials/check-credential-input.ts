import { createAddressList } from '#kit/address-list.ts'
import type { Environment } from '../environment.ts'
import { type FieldError, InvalidInput } from '../errors.ts'
import { checkFranceConnect } from './check-france-connect.ts'
import type { CredentialKind, FranceConnectRegistration } from './credential.ts'

export interface CredentialInput {
  readonly kind: CredentialKind
  readonly label: string
  readonly expires_at?: string
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  readonly grant_id?: string
  readonly allowed_ips?: readonly string[]
  /** In the sandbox: where people come back to. In production: the client id FranceConnect gave. */
  readonly france_connect?: Partial<FranceConnectRegistration>
}

type Member = 'expires_at' | 'jwks' | 'grant_id' | 'allowed_ips' | 'france_connect'

const needed: Readonly<Record<CredentialKind, readonly Member[]>> = {
  client_secret: [],
  jwks: ['jwks'],
  static_bearer: ['grant_id', 'expires_at'],
  france_connect: ['france_connect'],
}

const possible: Readonly<Record<CredentialKind, readonly Member[]>> = {
  client_secret: ['expires_at'],
  jwks: ['expires_at', 'jwks'],
  static_bearer: ['expires_at', 'grant_id', 'allowed_ips'],
  france_connect: ['expires_at', 'france_connect'],
}

function addressProblem(entry: string): string | null {
  try {
    createAddressList([entry])
    return null
  } catch {
    return 'This is not an IP address or a CIDR block.'
  }
}

/**
 * Which members each kind of credential has, and that its end lies ahead of `now`.
 * @throws InvalidInput naming every member that is missing, out of place or wrong.
 */
export function checkCredentialInput(input: CredentialInput, now: string, environment: Environment): void {
  const errors: FieldError[] = []
  const refuse = (field: string, rule: string, message: string) => errors.push({ field: `/${field}`, rule, message })
  for (const name of needed[input.kind]) {
    if (input[name] === undefined) refuse(name, 'required', `A ${input.kind} credential needs ${name}.`)
  }
  for (const name of ['expires_at', 'jwks', 'grant_id', 'allowed_ips', 'france_connect'] as const) {
    if (input[name] !== undefined && !possible[input.kind].includes(name))
      refuse(name, 'not_allowed', `A ${input.kind} credential has no ${name}.`)
  }
  if (input.expires_at !== undefined && Date.parse(input.expires_at) <= Date.parse(now))
    refuse('expires_at', 'future', 'expires_at must lie in the future.')
  for (const [at, entry] of (input.allowed_ips ?? []).entries()) {
    const problem = addressProblem(entry)
    if (problem !== null) refuse(`allowed_ips/${at}`, 'format', problem)
  }
  if (input.france_connect !== undefined) errors.push(...checkFranceConnect(input.france_connect, environment))
  if (errors.length > 0)
    throw new InvalidInput({ problem: 'invalid-request', detail: errors[0]?.message ?? '', errors })
}
