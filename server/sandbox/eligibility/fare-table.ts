import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What a rule can ask about a person. Amounts are compared here and never leave. */
export const factNames = [
  'quotient',
  'resources',
  'solidarity_income',
  'solidarity_unemployment',
  'free_health_cover',
  'below_cover_ceiling',
  'disability',
] as const

const condition = z.discriminatedUnion('is', [
  z.strictObject({ fact: z.enum(factNames), is: z.literal('equals'), value: z.boolean() }),
  z.strictObject({ fact: z.enum(factNames), is: z.literal('at_most'), value: z.number() }),
])

const localeMap = z.strictObject({
  fallback: z.literal('fr'),
  texts: z.strictObject({ fr: z.string().min(1), en: z.string().min(1) }),
})

const fareTable = z.strictObject({
  about: z.string(),
  id: z.string().regex(/^[a-z][a-z0-9-]+$/),
  version: z.string().regex(/^\d{4}-\d{2}$/),
  title: localeMap,
  source: z.string().min(1),
  valid_from: z.iso.date(),
  rules: z.array(
    z.strictObject({
      when: z.array(condition).min(1),
      profile: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
      valid_months: z.int().min(1).max(12),
      /** Members of the household who have a fare with the person. */
      linked: z
        .strictObject({ who: z.enum(['household', 'children']), profile: z.string().regex(/^[A-Z][A-Z0-9_]*$/) })
        .optional(),
    }),
  ),
})

export type FareTable = z.output<typeof fareTable>
export type FareRule = FareTable['rules'][number]
export type FareCondition = FareRule['when'][number]
export type FactName = (typeof factNames)[number]

const folder = join(import.meta.dirname, '../../../sandbox-data/fare-tables')

/** Every decision table, by `id/version`. @throws Error naming the file that breaks a rule. */
export function readFareTables(): ReadonlyMap<string, FareTable> {
  const tables = new Map<string, FareTable>()
  for (const name of readdirSync(folder).sort()) {
    const parsed = fareTable.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    if (!parsed.success) throw new Error(`sandbox-data/fare-tables/${name}: ${parsed.error.message}`)
    tables.set(`${parsed.data.id}/${parsed.data.version}`, parsed.data)
  }
  return tables
}
