import type { Actor } from '../accounts/actor.ts'
import { timeOf } from '../change-deps.ts'
import { Conflict, Forbidden } from '../errors.ts'
import type { Transaction } from '../ports/unit-of-work.ts'
import { type CredentialInput, checkCredentialInput } from './check-credential-input.ts'
import { checkLiveCount, issueCredential } from './create-credential.ts'
import type { Credential } from './credential.ts'
import type { CredentialDeps, IssuedCredential } from './credential-deps.ts'
import { credentialState } from './credential-state.ts'
import { loadCredential } from './load-credential.ts'

export interface RotationInput {
  readonly overlap_seconds: number
  readonly label?: string
  readonly expires_at?: string
  readonly jwks?: NonNullable<CredentialInput['jwks']>
}

function endOf(old: Credential, now: string, overlapSeconds: number): Pick<Credential, 'expires_at' | 'revoked_at'> {
  if (overlapSeconds === 0) return { expires_at: old.expires_at, revoked_at: now }
  const end = new Date(Date.parse(now) + overlapSeconds * 1000).toISOString()
  return { expires_at: old.expires_at !== null && old.expires_at < end ? old.expires_at : end, revoked_at: null }
}

/**
 * Makes a successor of the same kind, grant and addresses; the old one ends after the overlap its
 * owner chose, at once when it is 0.
 * @throws Conflict `wrong-state` for one that has ended, Conflict `limit-reached`, InvalidInput, Forbidden `suspended`.
 */
export async function rotateCredential(
  tx: Transaction,
  deps: CredentialDeps,
  actor: Actor,
  id: string,
  input: RotationInput,
): Promise<IssuedCredential> {
  const { credential: old, application } = await loadCredential(tx, deps, actor, id)
  if (application.state === 'suspended') throw new Forbidden({ problem: 'suspended' })
  const now = timeOf(deps)
  if (credentialState(old, now) !== 'live')
    throw new Conflict({ problem: 'wrong-state', detail: 'This credential has ended. Create a new one.' })
  if (old.kind === 'france_connect' && old.environment === 'production')
    throw new Conflict({ problem: 'wrong-state', detail: 'FranceConnect keeps this secret: change it there.' })
  const successor: CredentialInput = {
    kind: old.kind,
    label: input.label ?? old.label,
    ...(input.expires_at === undefined ? {} : { expires_at: input.expires_at }),
    ...(input.expires_at === undefined && old.kind === 'static_bearer' && old.expires_at !== null
      ? { expires_at: old.expires_at }
      : {}),
    ...(input.jwks === undefined ? {} : { jwks: input.jwks }),
    // The same client with another secret: people's addresses and subjects stay.
    ...(old.france_connect ? { france_connect: old.france_connect } : {}),
    ...(old.grant_id === null ? {} : { grant_id: old.grant_id, allowed_ips: old.allowed_ips }),
  }
  const { client_id: _kept, ...registration } = old.france_connect ?? {}
  const shape = old.france_connect ? { ...successor, france_connect: registration } : successor
  checkCredentialInput(shape, now, old.environment)
  const end = endOf(old, now, input.overlap_seconds)
  await checkLiveCount(tx, deps, application.id, old.environment, end.revoked_at === null ? null : old.id)
  await deps.credentials.end(tx, old.id, end)
  return issueCredential(tx, deps, actor, application, old.environment, successor, { ...old, ...end })
}
