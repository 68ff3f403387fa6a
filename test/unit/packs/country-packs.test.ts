import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountryPack } from '#core/ports/country-pack.ts'
import { createFrenchPack } from '#packs/fr/create-french-pack.ts'
import { createToyPack } from '#packs/xx/create-toy-pack.ts'

const samples: readonly { pack: CountryPack; organization: string; wrong: string; synthetic: string; real: string }[] =
  [
    {
      pack: createFrenchPack(),
      organization: '00000001800010',
      wrong: '00000001800011',
      synthetic: '2900331555000',
      real: '2900331555001',
    },
    { pack: createToyPack(), organization: 'AB12342', wrong: 'AB12343', synthetic: 'XX-T123456', real: 'XX-R123456' },
  ]

for (const { pack, organization, wrong, synthetic, real } of samples) {
  test(`pack ${pack.country}: its recipient scheme accepts and refuses`, () => {
    const canonical = pack.organizationIdentifiers[pack.recipientScheme]
    assert.equal(canonical?.(organization), organization)
    assert.equal(canonical?.(wrong), null)
    assert.ok(pack.recipientScheme.startsWith(`${pack.country}:`))
  })

  test(`pack ${pack.country}: identifiers mark themselves`, () => {
    assert.equal(pack.markOf(synthetic), 'synthetic')
    assert.equal(pack.markOf(real), 'possibly_real')
    assert.equal(pack.markOf('MARTIN'), 'unmarked')
  })

  test(`pack ${pack.country}: its zone, office hours and calendar are usable`, () => {
    assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: pack.timeZone }))
    assert.match(pack.officeHours.from, /^\d{2}:\d{2}$/)
    assert.ok(pack.officeHours.from < pack.officeHours.to)
    assert.ok(pack.isBusinessDay(pack.addBusinessDays('2026-11-22', 1)))
    assert.match(pack.currency, /^[A-Z]{3}$/)
  })

  test(`pack ${pack.country}: every text is in every locale of the pack`, () => {
    const texts = [
      ...pack.legalBases.map((basis) => basis.label),
      ...pack.useCases.flatMap(({ title, description, template, legal_contexts }) => [
        title,
        description,
        template.purpose,
        template.legal_text,
        template.recipients_of_data,
        ...legal_contexts.map((context) => context.label),
      ]),
    ]
    for (const text of texts) assert.deepEqual(Object.keys(text.texts).sort(), [...pack.locales].sort())
  })
}

test('the two packs disagree on what is a working day: nothing French is baked in', () => {
  assert.equal(createToyPack().isBusinessDay('2026-11-22'), true)
  assert.equal(createFrenchPack().isBusinessDay('2026-11-22'), false)
  assert.equal(createToyPack().addBusinessDays('2026-12-31', 1), '2027-01-03')
})

test('solidarity fares never offer the work income supplement or the lone parent allowance', () => {
  const useCase = createFrenchPack().useCases.find(({ id }) => id === 'tarification-solidaire-transports')
  assert.deepEqual(useCase?.scopes.forbidden, [
    'prime_activite',
    'prime_activite_majoration',
    'allocation_soutien_familial',
  ])
  assert.ok(useCase?.legal_bases.includes('fr-transports-l1113-1'))
})
