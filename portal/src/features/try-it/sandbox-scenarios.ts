/**
 * What the sandbox can be asked to do with one call (`X-Sandbox-Scenario`), with the status a caller then
 * gets. A test holds this list to the sandbox's own.
 */
export const sandboxScenarios: Readonly<Record<string, number>> = {
  'invalid-request': 400,
  'token-invalid': 401,
  'token-expired': 401,
  'token-revoked': 401,
  'token-unknown': 401,
  'scope-not-granted': 403,
  'ip-not-allowed': 403,
  'not-found': 404,
  'not-found-at-msa': 404,
  'not-found-at-cnaf': 404,
  'person-unknown': 404,
  conflict: 409,
  'several-persons': 422,
  'civil-status-rejected': 422,
  'period-rejected': 422,
  'rate-limited': 429,
  'internal-error': 500,
  'provider-error': 502,
  'provider-internal-error': 502,
  maintenance: 503,
  'provider-timeout': 504,
  'provider-unavailable': 504,
  'provider-not-resolved': 504,
  'provider-rate-limited': 504,
  'network-error': 504,
  'empty-answer': 502,
  'reset-connection': 502,
  'slow-body': 200,
  'malformed-json': 502,
  'partial-data': 206,
  'stale-data': 200,
  'slow-answer': 200,
}

/** The header that asks for a scenario; none for the ordinary answer or an unknown name. */
export function scenarioHeader(scenario: string): Record<string, string> {
  return Object.hasOwn(sandboxScenarios, scenario) ? { 'X-Sandbox-Scenario': scenario } : {}
}
