/** A month as one number: year x 12 + (month - 1). Differences are months, order is time. */
export type Month = number

export interface Birth {
  readonly year: number
  /** Null when the civil register does not say; then the day is null too. */
  readonly month: number | null
  readonly day: number | null
  /** Official geographic code: 99100 for France, else 99 and the country. */
  readonly country: string
  /** Official geographic code of the municipality; null for a person born abroad. */
  readonly commune: string | null
}

/** Monthly net amounts in euros, before benefits. */
export interface Earnings {
  readonly wage: number
  /** Of the unemployment insurance (ARE). */
  readonly unemployment: number
  /** Of the solidarity scheme (ASS), once the insurance has ended. */
  readonly solidarity: number
  readonly pension: number
}

/** What is stated from a month on. A job seeker may have no allowance. */
export type Situation = Partial<Earnings> & { readonly from: string; readonly is_job_seeker?: boolean }

/** What a person earns, month by month: stated in a persona's file, or drawn by hash for any month asked. */
export type Income =
  | { readonly kind: 'stated'; readonly situations: readonly Situation[] }
  | {
      readonly kind: 'drawn'
      readonly status: 'employed' | 'inactive' | 'student'
      /** Monthly net wage while employed. */
      readonly wage: number
      /** Share of three-year blocks in which the usual status is interrupted. */
      readonly instability: number
    }

/** Higher studies. An academic year is named by the calendar year it begins in. */
export interface Studies {
  readonly first_year: number
  readonly last_year: number
  /** Identifier of an establishment of `lexicon/establishments.json`. */
  readonly establishment: string
  /** 1 to 7, as the codes RF1 to RF7. */
  readonly regime: number
  /** Yearly income of parents who live elsewhere; null when the student lives with them. */
  readonly parents_income: number | null
  readonly asks_for_scholarship: boolean
  /** ISO date on which the student lost the scholarship for not attending. */
  readonly struck_off_on: string | null
}

/** A contract of civic service, both months included. */
export interface CivicService {
  readonly from: Month
  readonly until: Month
  /** SIRET of the host, of the block that no real body has. */
  readonly host: string
}

/** What a persona's file states of a person beyond the ordinary. */
export interface Particulars {
  /** Share of the wage that a second employer pays; 0 for one employer. */
  readonly second_job_part: number
  readonly sick_leave: { readonly from: Month; readonly until: Month; readonly days: number } | null
  /** Month whose pay was declared wrong at first, or null. */
  readonly misdeclared_in: Month | null
  /** Numbers the person had before: replaced ones still designate, cancelled ones do not. */
  readonly former_nirs: readonly { readonly nir: string; readonly state: 'replaced' | 'cancelled' }[]
}

export interface Person {
  readonly id: string
  readonly household: string
  readonly role: 'adult' | 'child'
  /** Thirteen characters with order 000, and the two digits of the key. */
  readonly nir: string
  /** Whether the number is one of waiting (NIA), until the registry has certified the identity: 3 or 4 come first. */
  readonly is_provisional: boolean
  readonly birth_name: string
  readonly usage_name: string | null
  readonly first_names: readonly string[]
  readonly sex: 'F' | 'M'
  /** Names in the civil register before a change of name. */
  readonly former_birth_names: readonly string[]
  readonly birth: Birth
  /** Name of the municipality or country of birth, in capitals. */
  readonly birthplace: string
  /** Month of death, or null. */
  readonly died: Month | null
  /** National student number, with digits of a department that does not exist. */
  readonly ine: string
  readonly studies: Studies | null
  readonly civic_service: CivicService | null
  /** The name chosen at the public employment service. */
  readonly login: string
  readonly income: Income
  /** First month of a recognised disability, or null. */
  readonly disabled_since: Month | null
  /** False for the few whom no health fund knows yet. */
  readonly insured: boolean
  /** Null for everybody drawn. */
  readonly particulars: Particulars | null
  /** In the blocks that the regulator keeps for fiction. */
  readonly phone: string
  readonly email: string
}

export interface Address {
  readonly complement: string | null
  readonly street: string
  readonly place: string | null
  readonly postcode: string
  readonly city: string
  readonly commune: string
}

export interface Dwelling {
  readonly tenure: 'owner' | 'tenant' | 'social_tenant'
  /** Monthly rent without charges, in euros; 0 for owners. */
  readonly rent: number
}

export interface Household {
  readonly id: string
  readonly fund: 'CNAF' | 'MSA'
  /** The fund before it moved, and the last month it had the file. */
  readonly former_fund: { readonly fund: 'CNAF' | 'MSA'; readonly until: Month } | null
  /** Who the letters of a protected adult go to, or null. */
  readonly guardian: string | null
  readonly is_couple: boolean
  /** Adults first. */
  readonly persons: readonly Person[]
  readonly address: Address
  /** For persons whom an address could endanger: it is answered to nobody. */
  readonly is_address_protected: boolean
  readonly dwelling: Dwelling
  /** False when no income was declared: no quotient familial can be computed. */
  readonly has_declared_income: boolean
  /** Whether a housing benefit gives it a file at its fund whatever else it receives. */
  readonly has_housing_benefit: boolean
  readonly receives_child_support_allowance: boolean
  /** Whether it asks for what it has a right to; by right. */
  readonly takes_up: {
    readonly rsa: boolean
    readonly work_supplement: boolean
    readonly free_health_cover: boolean
    readonly paid_health_cover: boolean
    readonly old_age_minimum: boolean
  }
  /** 0 to 11: the month in which the health cover is decided each year. */
  readonly health_cover_month: number
  /** 0 to 2: which month of a quarter the benefits are reviewed. */
  readonly review_phase: number
  /** A persona's documented quotient; its declared income of two years before is solved from it. */
  readonly stated_quotient: number | null
  readonly persona: string | null
  /** Reserved test persons are known to production too. */
  readonly is_reserved: boolean
}

/** One synthetic population. Immutable; every answer about any month is computed from it. */
export interface Population {
  readonly version: string
  readonly seed: string
  readonly households: readonly Household[]
  readonly persons: readonly Person[]
}
