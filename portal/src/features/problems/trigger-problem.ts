import type { AstroGlobal } from 'astro'
import { readForm } from '../../forms/handle-post.ts'
import { findExample } from '../guides/find-example.ts'
import { sandboxPass } from '../try-it/sandbox-connection.ts'
import { type CallAnswer, sendCall } from '../try-it/send-call.ts'
import { type SandboxTrigger, sandboxTriggers } from './sandbox-trigger.ts'

export interface TriggeredProblem {
  readonly trigger: SandboxTrigger
  readonly answer: CallAnswer | null
  /** The form was sent and no answer came, or no application could make the call. */
  readonly hasFailed: boolean
}

/** What the page of a problem shows below its text: null where the sandbox cannot cause it. */
export async function triggerProblem(astro: AstroGlobal, slug: string): Promise<TriggeredProblem | null> {
  const trigger = Object.hasOwn(sandboxTriggers, slug) ? sandboxTriggers[slug] : undefined
  if (trigger === undefined) return null
  const form = astro.request.method === 'POST' ? await readForm(astro.request.clone()) : null
  if (form?.get('_action') !== 'trigger') return { trigger, answer: null, hasFailed: false }
  const { octroi, api } = astro.locals
  const [pass, example] = await Promise.all([sandboxPass(astro.cookies, octroi), findExample(api)])
  if (pass === null || example === null) return { trigger, answer: null, hasFailed: true }
  const call = trigger.spoil(example.call)
  let answer: CallAnswer | null = null
  for (let sent = 0; sent < (trigger.calls ?? 1); sent += 1) {
    answer = await sendCall(call, trigger.token ?? pass.token, octroi).catch(() => null)
  }
  return { trigger, answer, hasFailed: answer === null }
}
