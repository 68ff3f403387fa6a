import establishments from '#sandbox-data/lexicon/establishments.json' with { type: 'json' }

export interface Establishment {
  readonly uai: string
  readonly name: string
  readonly commune: string
  readonly city: string
}

/** A place of higher education. @throws RangeError for an identifier nobody has. */
export function establishmentOf(uai: string): Establishment {
  const found = establishments.establishments.find((each) => each.uai === uai)
  if (!found) throw new RangeError(`${uai} is no establishment`)
  return found
}
