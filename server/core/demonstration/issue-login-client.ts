import type { DemonstrationDeps } from './demonstration-deps.ts'
import { findOpenApplication } from './issue-secrets.ts'

/** The demonstration's application as a client of the sandbox's identity provider. */
export interface DemonstrationLoginClient {
  readonly client_id: string
  readonly client_secret: string
  readonly redirect_uris: readonly string[]
}

/** Where a developer's own program usually listens; nothing of ours does. */
const redirectUris = ['http://localhost:3999/callback', 'http://127.0.0.1:3999/callback']

/** Issues it once; what was issued before lives where the caller keeps it. */
export async function issueLoginClient(
  deps: DemonstrationDeps,
  known: DemonstrationLoginClient | null,
): Promise<DemonstrationLoginClient> {
  if (known !== null) return known
  return deps.unitOfWork.transaction(async (tx) => {
    const { actor, applicationId } = await findOpenApplication(tx, deps)
    const { client_id, secret } = await deps.createLoginClient(tx, actor, applicationId, redirectUris)
    return { client_id, client_secret: secret, redirect_uris: redirectUris }
  })
}
