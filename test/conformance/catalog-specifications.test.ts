import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { catalogFiles, compileCatalogFile as compile } from '#support/load-catalog.ts'

const files = catalogFiles()
const pack = createFrenchPack()

test('the catalogue has the paths existing clients call', async () => {
  const apis = await Promise.all(files.map(compile))
  const paths = new Set(apis.flatMap(({ operations }) => operations.map(({ path }) => path)))
  const dss = [
    'quotient_familial',
    'complementaire_sante_solidaire',
    'allocation_adulte_handicape',
    'allocation_enfant_handicape',
    'allocation_soutien_familial',
    'revenu_solidarite_active',
    'prime_activite',
    'participation_familiale_eaje',
  ].map((name) => `/v3/dss/${name}/identite`)
  const others = [
    '/v3/cnous/etudiant_boursier/identite',
    '/v3/cnous/etudiant_boursier/ine',
    '/v4/cnous/etudiant_boursier/identite',
    '/v4/cnous/etudiant_boursier/ine',
    '/v3/mesri/statut_etudiant/identite',
    '/v3/mesri/statut_etudiant/ine',
    '/v3/men/scolarites/identite',
    '/v4/men/scolarites/identite',
    '/v3/france_travail/statut/identifiant',
    '/v3/france_travail/indemnites/identifiant',
    '/v3/gip_mds/service_civique/identite',
  ]
  for (const path of [...dss, ...others]) assert.ok(paths.has(path), path)
})

for (const file of files) {
  test(`${file} compiles, and sits where its name says`, async () => {
    const api = await compile(file)
    assert.equal(file, `specs/catalog/${api.api}/${api.version}.openapi.yaml`)
    assert.equal(new Set(api.scopes.map((scope) => scope.name)).size, api.scopes.length)
  })

  test(`${file} says everything in French and in English`, async () => {
    const api = await compile(file)
    const texts = [
      api.title,
      api.description,
      api.freshness,
      ...api.data_quality_notices,
      ...api.operations.map((operation) => operation.summary),
      ...api.scopes.flatMap((scope) => [scope.label, scope.description]),
      ...api.legal_bases.map((basis) => basis.label),
    ]
    for (const text of texts) {
      if (text) assert.deepEqual(Object.keys(text.texts).sort(), ['en', 'fr'], JSON.stringify(text))
    }
  })

  test(`${file} cites only legal bases of the country pack`, async () => {
    const known = pack.legalBases.map((basis) => basis.id)
    for (const basis of (await compile(file)).legal_bases) assert.ok(known.includes(basis.id), basis.id)
  })

  test(`${file} has a POST twin for each GET about a person, with the same personal parameters`, async () => {
    const { operations } = await compile(file)
    const gets = operations.filter((operation) => operation.method === 'GET')
    // Whoever logged in is the person: nothing about them is in the address.
    for (const own of gets.filter(({ authentication }) => authentication.includes('france_connect'))) {
      assert.deepEqual(own.authentication, ['france_connect'])
      assert.deepEqual(own.personal_parameters, [])
      assert.equal(own.recipient_parameter, 'recipient')
    }
    for (const get of gets.filter(({ authentication }) => !authentication.includes('france_connect'))) {
      const pivot = ['nomNaissance', 'prenoms'].every((name) => get.personal_parameters.includes(name))
      const isNumber = ['ine', 'identifiant'].some((name) => get.personal_parameters.includes(name))
      assert.ok(pivot || isNumber, get.operation_id)
      assert.equal(get.recipient_parameter, 'recipient')
      const twin = operations.find((operation) => operation.twin_of === get.operation_id)
      assert.deepEqual(twin?.personal_parameters, get.personal_parameters)
    }
  })
}

test('no use case of the French pack offers a scope it forbids, or cites a basis it does not know', () => {
  const known = pack.legalBases.map((basis) => basis.id)
  for (const useCase of pack.useCases) {
    for (const scope of useCase.scopes.forbidden) assert.ok(!useCase.scopes.offered.includes(scope), scope)
    for (const basis of useCase.legal_bases) assert.ok(known.includes(basis), basis)
  }
})

test('every scope a use case offers is a scope of the catalogue', async () => {
  const scopes = (await Promise.all(files.map(compile))).flatMap((api) => api.scopes.map((scope) => scope.name))
  for (const useCase of pack.useCases) {
    for (const scope of useCase.scopes.offered) assert.ok(scopes.includes(scope), scope)
  }
})
