/**
 * The client id a token request claims, for budgets only: from HTTP Basic, `client_id`, or the subject of
 * an assertion. Nothing is verified. Null when none can be read.
 */
export function claimedClient(authorization: string | undefined, body: Buffer): string | null {
  const basic = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1]
  if (basic) return bounded(Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0])
  const form = new URLSearchParams(body.toString('utf8'))
  return bounded(form.get('client_id') ?? subjectOf(form.get('client_assertion')))
}

function subjectOf(assertion: string | null): string | null {
  const payload = assertion?.split('.')[1]
  if (!payload || payload.length > 4096) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null && 'sub' in claims && typeof claims.sub === 'string'
      ? claims.sub
      : null
  } catch {
    return null
  }
}

function bounded(clientId: string | null | undefined): string | null {
  return clientId ? clientId.slice(0, 200) : null
}
