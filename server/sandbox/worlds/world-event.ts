import { z } from 'zod'
import { personaSchema } from '#sandbox-data/generator/persona.ts'
import { parseDelay } from '../steering/parse-delay.ts'
import { isDate } from '../steering/read-steering.ts'
import { scenarioSlugs } from '../steering/scenarios.ts'
import type { Webhook } from '../webhooks/delivery.ts'
import { calendarEventTypes } from './calendar-events.ts'

const month = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'a month: YYYY-MM')
const euros = z.number().min(0).max(100_000)
const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a lower-case letter, then letters, digits and hyphens')

/** A household as a persona's file states it, without its story. */
export const householdInput = personaSchema.omit({ id: true, title: true, story: true, reserved: true, expected: true })

/** What changes for one person, from a month on. */
export const changeInput = z
  .strictObject({
    from: month,
    wage: euros.optional(),
    unemployment: euros.optional(),
    solidarity: euros.optional(),
    pension: euros.optional(),
    is_job_seeker: z.boolean().optional(),
    /** Whether the household asks for what it has a right to. */
    takes_up: z.boolean().optional(),
    is_disabled: z.boolean().optional(),
    has_died: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 1, 'name what changes')

export const clockInput = z.strictObject({ now: z.string().refine(isDate, 'a date: YYYY-MM-DD') })
export const advanceInput = z.strictObject({
  by: z.string().regex(/^P(?=\d)(\d{1,2}Y)?(\d{1,3}M)?(\d{1,4}D)?$/, 'an ISO 8601 duration in years, months and days'),
})
export const snapshotInput = z.strictObject({ name })
export const defaultsInput = z.strictObject({
  scenario: z
    .enum(scenarioSlugs as [string, ...string[]])
    .nullable()
    .default(null),
  delay: z
    .string()
    .refine((text) => parseDelay(text) !== null, '0 to 30000, or lognormal(median=300,sigma=0.4)')
    .nullable()
    .default(null),
})
export const webhookInput = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((text) => URL.parse(text)?.username === '' && URL.parse(text)?.hash === '', 'no user and no fragment'),
  /** Empty means every type. */
  events: z.array(z.enum(calendarEventTypes)).max(calendarEventTypes.length).default([]),
})
export const sandboxName = name

export type HouseholdInput = z.output<typeof householdInput>
export type ChangeInput = z.output<typeof changeInput>

/** What happened to one sandbox of an application. Its state is the fold of its events. */
export type WorldEvent =
  | { readonly type: 'clock-set'; readonly now: string }
  | { readonly type: 'clock-reset' }
  | { readonly type: 'household-created'; readonly household: HouseholdInput }
  | { readonly type: 'person-changed'; readonly person: string; readonly change: ChangeInput }
  | { readonly type: 'defaults-set'; readonly scenario: string | null; readonly delay: string | null }
  | { readonly type: 'snapshot-saved'; readonly name: string }
  | { readonly type: 'snapshot-restored'; readonly name: string }
  | { readonly type: 'webhook-set'; readonly webhook: Webhook }
  | { readonly type: 'webhook-removed' }
  | { readonly type: 'reset' }
  | { readonly type: 'removed' }
