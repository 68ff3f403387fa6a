import assert from 'node:assert/strict'
import { approveRequest, signInAs } from './approve-request.ts'
import { buildSpecification } from './specification-builder.ts'
import type { DemoFile } from './start-platform.ts'

const plan = {
  limits: [
    { name: 'second', period: 'second', limit: 1_000_000, hard: true },
    { name: 'day', period: 'day', limit: 1_000_000_000, hard: true },
  ],
  concurrency: 1_000,
}

/** An API with limits out of reach, published and authorized for the transport authority. Answers credentials for it. */
export async function publishBenchApi(demo: DemoFile, upstreamUrl: string) {
  const administrator = await signInAs(demo, 'operator administrator')
  const document = buildSpecification((draft) => {
    draft['x-octroi'].api = 'bench'
    draft['x-octroi'].plans = { production: plan, sandbox: plan }
    const [path] = Object.values(draft.paths)
    draft.paths = { '/bench': path }
    const operations: Record<string, { operationId: string }> = draft.paths['/bench']
    for (const [method, operation] of Object.entries(operations)) operation.operationId = `${method}Bench`
    draft['x-octroi'].test_persons = []
  })
  const imported = await administrator.post('/catalog/apis', { document, upstream_url: upstreamUrl })
  assert.equal(imported.status, 201, imported.text)
  const published = await administrator.patch(
    '/catalog/apis/bench/versions/v3',
    { state: 'published' },
    String(imported.headers.etag),
  )
  assert.equal(published.status, 200, published.text)

  const owner = await signInAs(demo, 'transport authority owner')
  const organizations = await owner.get('/organizations?kind=consumer')
  const organization = organizations.json.items.find((one: { name: string }) => one.name === 'Métropole de Valmont')
  const application = await owner.post(`/organizations/${organization.id}/applications`, { name: 'Mesure' })
  assert.equal(application.status, 201, application.text)
  const request = await owner.post('/access-requests', {
    application_id: application.json.id,
    content: {
      title: 'Mesure',
      purpose: 'Mesurer',
      legal_basis: 'fr-crpa-l114-8',
      legal_text: 'Aucun : mesure',
      legal_contexts: [{ code: 'MESURE', label: { fallback: 'fr', texts: { fr: 'Mesure' } } }],
      recipients_of_data: 'Personne',
      retention_months: 1,
      apis: [{ api: 'bench', version: 'v3', scopes: ['cnaf_quotient_familial'] }],
      expected_calls_per_day: 1000,
      contacts: [{ role: 'data_protection', name: 'Déléguée', email: 'dpo@bench.example' }],
    },
  })
  assert.equal(request.status, 201, request.text)
  const submitted = await owner.post(`/access-requests/${request.json.id}/submission`, {
    terms_accepted: true,
    data_protection_officer_informed: true,
  })
  assert.equal(submitted.status, 200, submitted.text)
  assert.equal((await approveRequest(demo, request.json.id)).state, 'approved')
  const credential = await owner.post(`/applications/${application.json.id}/credentials`, {
    environment: 'production',
    kind: 'client_secret',
    label: 'mesure',
  })
  assert.equal(credential.status, 201, credential.text)
  return {
    clientId: String(credential.json.client_id),
    secret: String(credential.json.secret),
    path: '/bench?recipient=00000001800010&nomNaissance=MARTIN&prenoms[]=CAMILLE',
  }
}
