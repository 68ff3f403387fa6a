import { ApiProblem } from '../../api/api-problem.ts'
import { textField } from '../../forms/form-values.ts'
import type { Done } from '../../forms/handle-post.ts'
import type { MessageKey } from '../../i18n/translate.ts'
import { scenarioHeader } from '../try-it/sandbox-scenarios.ts'
import { householdField, householdInput } from './household-input.ts'
import type { SandboxControl } from './sandbox-control.ts'

interface Moved {
  readonly events?: readonly { readonly date: string; readonly type: string }[]
}

/** How many events of the calendar a page shows after a move: they travel in a cookie. */
const mostEvents = 60

/** What the forms of the sandbox console do. `at` is the console's address, for a sandbox by name. */
export function consoleForms(
  control: SandboxControl,
  at: (sandbox: string) => string,
): Record<string, (form: FormData) => Promise<Done>> {
  const here = at(control.sandbox)
  const done = (notice: MessageKey, to = here): Done => ({ to, flash: { notice } })
  const moved = ({ events = [] }: Moved): Done => {
    const told = events.slice(0, mostEvents).map(({ date, type }) => `${date} ${type}`)
    return { to: here, flash: { notice: 'sandbox.clock.moved', parameters: { events: told.join(',') } } }
  }
  return {
    advance: async (form) => moved(await control.send('POST', 'clock/advance', { by: textField(form, 'by') })),
    'set-clock': async (form) => moved(await control.send('PUT', 'clock', { now: textField(form, 'now') })),
    'reset-clock': async () => {
      await control.send('POST', 'clock/reset')
      return done('sandbox.clock.back')
    },
    defaults: async (form) => {
      const scenario =
        Object.keys(scenarioHeader(textField(form, 'scenario'))).length > 0 ? textField(form, 'scenario') : null
      await control.send('PUT', 'defaults', { scenario, delay: textField(form, 'delay') || null })
      return done('form.saved')
    },
    household: async (form) => {
      await control.send('POST', 'households', householdInput(form)).catch(refieldedBy(householdField))
      return done('sandbox.household.made')
    },
    person: async (form) => {
      const person = textField(form, 'person').replaceAll(/[^A-Za-z0-9._-]/g, '')
      await control.send('PATCH', `persons/${person || 'nobody'}`, changeOf(form))
      return done('sandbox.person.changed')
    },
    snapshot: async (form) => {
      await control.send('POST', 'snapshots', { name: textField(form, 'name') })
      return done('sandbox.snapshot.saved')
    },
    restore: async (form) => {
      await control.send('POST', `snapshots/${segment(form, 'snapshot')}/restore`)
      return done('sandbox.snapshot.restored')
    },
    webhook: async (form) => {
      const { secret = '' } = await control.send<{ secret?: string }>('PUT', 'webhook', { url: textField(form, 'url') })
      return { to: here, flash: { notice: 'sandbox.webhook.set', parameters: { secret } } }
    },
    'remove-webhook': async () => {
      await control.send('DELETE', 'webhook')
      return done('sandbox.webhook.removed')
    },
    fire: async (form) => {
      await control.send('POST', `events/${segment(form, 'type')}/fire`)
      return done('sandbox.webhook.fired')
    },
    replay: async (form) => {
      const id = textField(form, 'delivery').replaceAll(/[^A-Za-z0-9._-]/g, '') || 'none'
      await control.send('POST', `deliveries/${id}/replay`)
      return done('sandbox.webhook.fired')
    },
    reset: async () => {
      await control.send('POST', 'reset')
      return done('sandbox.reset.done')
    },
    remove: async () => {
      await control.send('DELETE', `sandboxes/${control.sandbox}`)
      return done('sandbox.removed', at('main'))
    },
  }
}

function segment(form: FormData, name: string): string {
  return textField(form, name).replaceAll(/[^a-z0-9-]/g, '') || 'none'
}

/** Only what was filled in changes. */
function changeOf(form: FormData): Record<string, unknown> {
  const amounts = ['wage', 'unemployment', 'pension'].flatMap((name) => {
    const text = textField(form, name)
    return text === '' ? [] : [[name, Number(text)]]
  })
  const answers = ['is_job_seeker', 'is_disabled', 'takes_up'].flatMap((name) => {
    const text = textField(form, name)
    return text === '' ? [] : [[name, text === 'yes']]
  })
  const death = textField(form, 'has_died') === 'yes' ? [['has_died', true]] : []
  return { from: textField(form, 'from'), ...Object.fromEntries([...amounts, ...answers, ...death]) }
}

/** A refusal whose fields are named as the form names them. */
function refieldedBy(rename: (path: string) => string) {
  return (error: unknown): never => {
    if (error instanceof ApiProblem && Array.isArray(error.document.errors)) {
      const errors = error.document.errors.map((one) => ({ ...one, field: rename(one.field) }))
      Object.assign(error.document, { errors })
    }
    throw error
  }
}
