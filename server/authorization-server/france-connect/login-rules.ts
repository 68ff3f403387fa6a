import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'

/** Levels of assurance (eIDAS) that may be asked for. */
export const assuranceLevels: readonly string[] = ['eidas1', 'eidas2', 'eidas3']

/** The strongest level asked for that we know. */
export function assuranceOf(acrValues: unknown): string {
  const asked = typeof acrValues === 'string' ? acrValues.split(' ') : []
  return assuranceLevels.findLast((level) => asked.includes(level)) ?? 'eidas1'
}

/**
 * What FranceConnect asks of a request beyond the library's rules: `state`, `nonce` and a known level. Somebody is picked
 * at each login: a developer changes persons more often than a citizen does.
 */
export function loginRules(): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy
  const policy = base()
  policy.get('login')?.checks.add(
    new Check('person_to_pick', 'a person has to be picked', 'login_required', (ctx) => {
      refuseRequest(ctx)
      return !ctx.oidc.result?.login
    }),
    0,
  )
  return policy
}

function refuseRequest({ oidc }: KoaContextWithOIDC): void {
  const { state, nonce, acr_values: levels } = oidc.params ?? {}
  if (typeof state !== 'string' || state === '') throw new errors.InvalidRequest('state is required')
  if (typeof nonce !== 'string' || nonce === '') throw new errors.InvalidRequest('nonce is required')
  if (levels === undefined) throw new errors.InvalidRequest('acr_values is required')
  const isKnown = String(levels)
    .split(' ')
    .some((level) => assuranceLevels.includes(level))
  if (!isKnown) throw new errors.InvalidRequest(`acr_values must be one of ${assuranceLevels.join(', ')}`)
}
