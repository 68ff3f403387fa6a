/** The two environments differ by construction: issuer, keys, audience, listener, client ids, quotas. */
export type Environment = 'sandbox' | 'production'

export const environments: readonly Environment[] = ['sandbox', 'production']

/** The three letters that client ids, secrets and bearers of an environment carry. */
export const environmentPrefix: Readonly<Record<Environment, 'sbx' | 'prd'>> = {
  sandbox: 'sbx',
  production: 'prd',
}
