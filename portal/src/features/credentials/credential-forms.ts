import { createCredential, revokeCredential, rotateCredential } from '../../api/credentials.ts'
import type { components } from '../../api/generated/management.ts'
import type { ManagementApi } from '../../api/management-api.ts'
import type { CredentialWithSecret } from '../../api/schemas.ts'
import { effectFlash } from '../../forms/effect-flash.ts'
import { idempotencyKey, textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'
import type { Flash } from '../../session/flash.ts'
import { isPrivateKey, publicJwks } from './public-jwks.ts'

type Creation = components['schemas']['CredentialCreation']

/** What the forms of an application's credentials do. */
export function credentialForms(
  api: ManagementApi,
  applicationId: string,
  here: string,
): Record<string, (form: FormData) => Promise<Done>> {
  return {
    'create-credential': async (form) => {
      const pasted = textField(form, 'jwks')
      // What was refused is shown again beside the reason: a private key is not.
      if (isPrivateKey(pasted)) form.delete('jwks')
      const made = await createCredential(api, applicationId, creationOf(form, pasted), idempotencyKey(form))
      return { to: here, flash: secretFlash(made) }
    },
    'create-login-client': async (form) => {
      const made = await createCredential(api, applicationId, loginClientOf(form), idempotencyKey(form))
      return { to: here, flash: secretFlash(made) }
    },
    rotate: async (form) => {
      const pasted = textField(form, 'jwks')
      const overlap = Number(textField(form, 'overlap_seconds')) || 0
      const rotation = { overlap_seconds: overlap, ...(form.has('jwks') ? { jwks: publicJwks(pasted) } : {}) }
      const made = await rotateCredential(api, textField(form, 'credential_id'), rotation, idempotencyKey(form))
      return { to: here, flash: secretFlash(made) }
    },
    revoke: async (form) => {
      const { effect } = await revokeCredential(api, textField(form, 'credential_id'))
      return { to: here, flash: effectFlash('credential.revoked', effect) }
    },
  }
}

function creationOf(form: FormData, pasted: string): Creation {
  const kind = textField(form, 'kind') as Creation['kind']
  const days = Number(textField(form, 'days'))
  const grantId = textField(form, 'grant_id')
  const ips = textField(form, 'allowed_ips')
    .split(/[\s,]+/)
    .filter((ip) => ip !== '')
  return {
    environment: textField(form, 'environment') === 'production' ? 'production' : 'sandbox',
    kind,
    label: textField(form, 'label'),
    ...(days > 0 ? { expires_at: new Date(Date.now() + days * 86_400_000).toISOString() } : {}),
    ...(kind === 'jwks' ? { jwks: publicJwks(pasted) } : {}),
    ...(kind === 'static_bearer' && grantId !== '' ? { grant_id: grantId } : {}),
    ...(kind === 'static_bearer' && ips.length > 0 ? { allowed_ips: ips } : {}),
  }
}

/** In the sandbox one address a line; in production the client id that FranceConnect gave. */
function loginClientOf(form: FormData): Creation {
  const lines = (name: string) =>
    textField(form, name)
      .split(/\s+/)
      .filter((line) => line !== '')
  const kind = 'france_connect'
  const label = textField(form, 'label')
  if (textField(form, 'environment') === 'production') {
    return { environment: 'production', kind, label, france_connect: { client_id: textField(form, 'france_connect') } }
  }
  const afterwards = lines('post_logout')
  return {
    environment: 'sandbox',
    kind,
    label,
    france_connect: {
      redirect_uris: lines('france_connect'),
      ...(afterwards.length > 0 ? { post_logout_redirect_uris: afterwards } : {}),
    },
  }
}

/** The secret travels to the next page in a sealed cookie that is dropped when it is shown. */
function secretFlash({ credential, client_id, secret }: CredentialWithSecret): Flash {
  const { environment, kind } = credential
  if (secret === null) return { notice: 'credential.created' }
  return { notice: 'credential.created', secret: { environment, clientId: client_id, secret, kind } }
}
