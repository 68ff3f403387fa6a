import type { Household, Person } from '#sandbox-data/population.ts'

/** An adult born in Lyon in 1990 without any income; `change` replaces what matters to the test. */
export function buildPerson(change: Partial<Person> = {}): Person {
  return {
    id: 'person',
    household: 'household',
    role: 'adult',
    nir: '290016938300047',
    is_provisional: false,
    birth_name: 'VALCLAIR',
    usage_name: null,
    first_names: ['CAMILLE'],
    sex: 'F',
    birth: { year: 1990, month: 1, day: 15, country: '99100', commune: '69383' },
    former_birth_names: [],
    birthplace: 'LYON',
    died: null,
    ine: '000000001AA',
    studies: null,
    civic_service: null,
    login: 'camille.valclair10',
    income: { kind: 'stated', situations: [] },
    disabled_since: null,
    insured: true,
    phone: '0199000000',
    email: 'camille@example.org',
    particulars: null,
    ...change,
  }
}

/** A child born on the first of January of a year. */
export function buildChild(year: number): Person {
  const birth = { year, month: 1, day: 1, country: '99100', commune: '69383' }
  return buildPerson({ id: `child-${year}`, role: 'child', birth })
}

/** Earns the same every month. */
export function earning(amounts: { wage?: number; unemployment?: number; pension?: number }): Person['income'] {
  return { kind: 'stated', situations: [{ from: '2000-01', ...amounts }] }
}

/** A household that asks for everything it has a right to. */
export function buildHousehold(persons: readonly Person[], change: Partial<Household> = {}): Household {
  return {
    id: 'household',
    fund: 'CNAF',
    former_fund: null,
    guardian: null,
    is_couple: persons.filter((person) => person.role === 'adult').length === 2,
    persons,
    address: {
      complement: null,
      street: '1 RUE DU DÉCOR',
      place: null,
      postcode: '69003',
      city: 'LYON',
      commune: '69383',
    },
    is_address_protected: false,
    dwelling: { tenure: 'tenant', rent: 480 },
    has_declared_income: true,
    has_housing_benefit: false,
    receives_child_support_allowance: false,
    takes_up: {
      rsa: true,
      work_supplement: true,
      free_health_cover: true,
      paid_health_cover: true,
      old_age_minimum: true,
    },
    health_cover_month: 0,
    review_phase: 0,
    stated_quotient: null,
    persona: null,
    is_reserved: false,
    ...change,
  }
}
