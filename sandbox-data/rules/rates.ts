import values from '../parameters/rates.json' with { type: 'json' }

/** Amounts and shares of the simplified rules, with their sources in `sources.json`. */
export const rates = values
