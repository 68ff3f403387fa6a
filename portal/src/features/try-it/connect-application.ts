import type { AstroCookies } from 'astro'
import { localProblem } from '../../api/api-problem.ts'
import { getApplication } from '../../api/applications.ts'
import { createCredential, listCredentials, revokeCredential } from '../../api/credentials.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import type { PortalSettings } from '../../session/portal-settings.ts'
import { requestToken } from './request-token.ts'
import { connectionSeconds, saveConnection } from './sandbox-connection.ts'

/**
 * Gives the portal a short-lived sandbox credential of an application, kept in the sealed cookie. The
 * one it made before for the same person is revoked first, so that they do not pile up.
 */
export async function connectApplication(
  api: ManagementApi,
  applicationId: string,
  person: string,
  idempotencyKey: string,
  cookies: AstroCookies,
  settings: PortalSettings,
): Promise<void> {
  const label = `portal · ${person}`.slice(0, 120)
  const { value: application } = await getApplication(api, applicationId)
  const { items } = await listCredentials(api, applicationId)
  for (const credential of items) {
    if (credential.label === label && credential.state === 'live') await revokeCredential(api, credential.id)
  }
  const made = await createCredential(
    api,
    applicationId,
    {
      environment: 'sandbox',
      kind: 'client_secret',
      label,
      expires_at: new Date(Date.now() + connectionSeconds * 1000).toISOString(),
    },
    idempotencyKey,
  )
  const keys = { clientId: made.client_id, clientSecret: made.secret ?? '' }
  const token = await requestToken(keys, settings, true)
  if (token === null) throw localProblem(503, 'unavailable', 'The sandbox issuer did not answer.', settings.requestId)
  const connection = {
    ...keys,
    applicationId,
    applicationName: application.name,
    credentialId: made.credential.id,
    token,
  }
  await saveConnection(cookies, connection, settings)
}
