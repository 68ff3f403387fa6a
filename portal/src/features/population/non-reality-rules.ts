import type fr from '../../i18n/fr.json'

type MessageKey = keyof typeof fr

/** Why nobody in the population can be real: each rule, and the tests that fail when it is broken. */
export interface NonRealityRule {
  readonly id: string
  readonly title: MessageKey
  readonly text: MessageKey
  readonly tests: readonly { readonly file: string; readonly name: string }[]
}

const population = 'test/unit/population/no-real-person.test.ts'

/** A test holds the names to the files. */
export const nonRealityRules: readonly NonRealityRule[] = [
  {
    id: 'SNB-1',
    title: 'declaration.nir.title',
    text: 'declaration.nir.text',
    tests: [
      { file: population, name: 'SNB-1: every NIR has order 000, a correct key, and is nobody else’s' },
      {
        file: 'test/unit/packs/french-identifiers.test.ts',
        name: 'order 000 marks a synthetic person, any other order a possibly real one',
      },
    ],
  },
  {
    id: 'SNB-3',
    title: 'declaration.airlock.title',
    text: 'declaration.airlock.text',
    tests: [
      { file: 'test/integration/gateway/refusals.test.ts', name: 'a synthetic identity in production' },
      {
        file: 'test/journeys/portal-personas.test.ts',
        name: 'SNB-3: the sandbox refuses an identifier that may be of a real person',
      },
    ],
  },
  {
    id: 'SNB-4',
    title: 'declaration.siren.title',
    text: 'declaration.siren.text',
    tests: [
      {
        file: population,
        name: 'SNB-4: employers and hosts have the SIREN of the reserved block that no body of the demonstration has',
      },
      { file: population, name: 'SNB-4: the recipient of every reserved demand has a SIREN of the reserved block' },
    ],
  },
  {
    id: 'SNB-5',
    title: 'declaration.contact.title',
    text: 'declaration.contact.text',
    tests: [
      { file: population, name: 'SNB-5: telephones are of the fiction blocks and e-mails of a reserved domain' },
      { file: population, name: 'SNB-5: streets are of the invented list, in municipalities that exist' },
    ],
  },
  {
    id: 'SNB-6',
    title: 'declaration.names.title',
    text: 'declaration.names.text',
    tests: [{ file: population, name: 'SNB-6: surnames are of the invented lexicon, or marked as specimens' }],
  },
  {
    id: 'SNB-7',
    title: 'declaration.inputs.title',
    text: 'declaration.inputs.text',
    tests: [{ file: population, name: 'SNB-7: every source has a licence, and no input has a row for a person' }],
  },
  {
    id: 'SNB-8',
    title: 'declaration.schools.title',
    text: 'declaration.schools.text',
    tests: [
      {
        file: population,
        name: 'student numbers and schools are of a département that does not exist, and nobody shares a number or a login',
      },
    ],
  },
  {
    id: 'SNB-9',
    title: 'declaration.apart.title',
    text: 'declaration.apart.text',
    tests: [
      {
        file: population,
        name: 'the simulated production population shares nobody with the sandbox but the reserved test persons',
      },
    ],
  },
]
