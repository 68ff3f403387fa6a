import { randomBytes } from 'node:crypto'
import { managementCaller } from './management-caller.ts'
import { basicAuthorization, requestToken } from './request-token.ts'
import { signIn } from './sign-in.ts'
import type { StartedPlatform } from './start-platform.ts'

/** Sandbox tokens of several new applications of one new developer: each has limits of its own. */
export async function sandboxTokens({ demo }: StartedPlatform, count: number): Promise<string[]> {
  const email = `tokens-${randomBytes(4).toString('hex')}@journey.example`
  const password = randomBytes(12).toString('base64url')
  await managementCaller(demo.management, null).post('/accounts', { email, password, name: 'Ada Jetons' })
  const { issuer, cli_client_id: clientId } = demo.login
  const developer = managementCaller(demo.management, await signIn({ issuer, clientId, email, password }))
  const identifiers = [{ scheme: 'fr:siret', value: '00000015800014' }]
  const organization = await developer.post('/organizations', { kind: 'consumer', name: 'Régie d’essai', identifiers })
  const tokens: string[] = []
  for (let at = 0; at < count; at++) {
    const application = await developer.post(`/organizations/${organization.json.id}/applications`, {
      name: `Essai ${at}`,
    })
    const path = `/applications/${application.json.id}/credentials`
    const made = await developer.post(path, { environment: 'sandbox', kind: 'client_secret', label: 'essai' })
    tokens.push(await tokenOf(demo.sandbox.issuer, made.json))
  }
  return tokens
}

/** A credential made a moment ago may not have reached the issuer yet. @throws when it never does. */
async function tokenOf(issuer: string, { client_id, secret }: { client_id: string; secret: string }): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const answer = await requestToken(issuer, {}, basicAuthorization(client_id, secret))
    if (answer.status === 200) return String(answer.body['access_token'])
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The issuer never knew the new credential.')
}
