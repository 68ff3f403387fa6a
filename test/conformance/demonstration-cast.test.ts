import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { parse } from 'yaml'
import { castAccounts, castOrganizations } from '#core/demonstration/cast.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { isReservedSiren } from '#packs/fr/siren.ts'

const root = join(import.meta.dirname, '..', '..')

test('every provider of the catalogue is in the demonstration, with a reviewer', () => {
  for (const file of globSync('specs/catalog/*/*.openapi.yaml', { cwd: root })) {
    const { provider } = parse(readFileSync(join(root, file), 'utf8'))['x-octroi']
    const organization = castOrganizations.find(({ slug }) => slug === provider)
    assert.ok(organization, `${provider} (${file})`)
    assert.ok(castAccounts.some((one) => one.organization === organization.key && one.roles.includes('reviewer')))
  }
})

test('the demonstration uses reserved identifiers and addresses that reach nobody', () => {
  const { 'fr:siret': canonical } = createFrenchPack().organizationIdentifiers
  for (const { siret } of castOrganizations) {
    assert.equal(canonical?.(siret), siret)
    assert.ok(isReservedSiren(siret.slice(0, 9)), siret)
  }
  for (const { email } of castAccounts) assert.match(email, /@demo\.example$/)
})
