import type { OAuthArtifactStore } from '#core/oauth/oauth-artifact-store.ts'
import type { SessionEnder } from '#core/oauth/session-ender.ts'

/** Ends the sessions of an account at the people's issuer by removing all it was given. */
export function createSessionEnder(deps: {
  readonly publicUrl: string
  readonly artifacts: OAuthArtifactStore
}): SessionEnder {
  const issuer = `${deps.publicUrl}/login`
  return { endSessions: (tx, accountId) => deps.artifacts.removeByAccount(tx, issuer, accountId) }
}
