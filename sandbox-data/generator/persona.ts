import { z } from 'zod'

const text = z.strictObject({
  fallback: z.literal('fr'),
  texts: z.strictObject({ fr: z.string().min(1), en: z.string().min(1) }),
})

const month = z.string().regex(/^\d{4}-\d{2}$/)

const person = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  birth_name: z.string().min(1),
  usage_name: z.string().nullable().default(null),
  first_names: z.array(z.string().min(1)).min(1).max(3),
  sex: z.enum(['F', 'M']),
  birth: z.strictObject({
    /** ISO date; month and day 00 when unknown. */
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    country: z.string().regex(/^(99\d{3}|92352)$/),
    commune: z
      .string()
      .regex(/^\d[\dAB]\d{3}$/)
      .nullable(),
  }),
  /** Monthly net euros, from a month on. */
  situations: z
    .array(
      z.strictObject({
        from: month,
        wage: z.number().min(0).default(0),
        unemployment: z.number().min(0).default(0),
        solidarity: z.number().min(0).default(0),
        is_job_seeker: z.boolean().default(false),
        pension: z.number().min(0).default(0),
      }),
    )
    .default([]),
  disabled_since: month.nullable().default(null),
  former_birth_names: z.array(z.string().min(1)).default([]),
  died: month.nullable().default(null),
  studies: z
    .strictObject({
      first_year: z.int(),
      last_year: z.int(),
      establishment: z.string(),
      regime: z.int().min(1).max(7).default(1),
      parents_income: z.number().min(0).nullable().default(null),
      asks_for_scholarship: z.boolean().default(true),
      struck_off_on: z.iso.date().nullable().default(null),
    })
    .nullable()
    .default(null),
  civic_service: z.strictObject({ from: month, until: month, host: z.string() }).nullable().default(null),
  insured: z.boolean().default(true),
  second_job_part: z.number().min(0).max(0.5).default(0),
  sick_leave: z
    .strictObject({ from: month, until: month, days: z.int().min(1).max(30) })
    .nullable()
    .default(null),
  misdeclared_in: month.nullable().default(null),
  /** The number is one of waiting (NIA). */
  is_provisional: z.boolean().default(false),
  /** Numbers before: each as the month and commune of birth it was made from. */
  former_numbers: z
    .array(
      z.strictObject({
        month: z.int().min(1).max(12),
        commune: z.string().regex(/^\d[\dAB]\d{3}$/),
        state: z.enum(['replaced', 'cancelled']),
      }),
    )
    .default([]),
})

const expectation = z.strictObject({
  person: z.string(),
  operation: z.string(),
  /** Parameters that differ from the person's own civil status; null leaves one out. */
  change: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()])).default({}),
  status: z.int(),
  /** Members the answer's data must have; absent for a refusal. */
  data: z.record(z.string(), z.unknown()).optional(),
  code: z.string().optional(),
})

/** A documented household with stable identities, its story, and what each API answers about it. */
export const personaSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: text,
  story: text,
  /** Known to production as a reserved test person too. */
  reserved: z.boolean().default(false),
  fund: z.enum(['CNAF', 'MSA']).default('CNAF'),
  former_fund: z
    .strictObject({ fund: z.enum(['CNAF', 'MSA']), until: month })
    .nullable()
    .default(null),
  guardian: z.string().min(1).nullable().default(null),
  quotient_familial: z.int().min(0).nullable().default(null),
  has_declared_income: z.boolean().default(true),
  is_address_protected: z.boolean().default(false),
  dwelling: z
    .strictObject({ tenure: z.enum(['owner', 'tenant', 'social_tenant']), rent: z.number().min(0) })
    .default({ tenure: 'tenant', rent: 480 }),
  has_housing_benefit: z.boolean().default(false),
  receives_child_support_allowance: z.boolean().default(false),
  takes_up: z.boolean().default(true),
  address: z.strictObject({
    complement: z.string().nullable().default(null),
    street: z.string(),
    place: z.string().nullable().default(null),
    postcode: z.string().regex(/^\d{5}$/),
    city: z.string(),
    commune: z.string(),
  }),
  adults: z.array(person).min(1).max(2),
  children: z.array(person).default([]),
  expected: z.array(expectation).min(1),
})

export type Persona = z.output<typeof personaSchema>
export type PersonaMember = z.output<typeof person>
