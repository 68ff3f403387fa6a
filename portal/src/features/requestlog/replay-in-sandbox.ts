import type { AstroGlobal } from 'astro'
import { readForm } from '../../forms/handle-post.ts'
import type { SandboxCall } from '../try-it/sandbox-call.ts'
import { sandboxPass } from '../try-it/sandbox-connection.ts'
import { type CallAnswer, sendCall } from '../try-it/send-call.ts'

/** Whether this request is the replay button, and how to answer it. */
export interface AskedReplay {
  readonly isReplay: boolean
  /** Calls the sandbox gateway in the application's name; null when it does not answer or is not connected. */
  send(call: SandboxCall): Promise<CallAnswer | null>
}

/** Only a call made of documented values is ever sent: the form carries none. */
export async function replayInSandbox(astro: AstroGlobal, clientId: string): Promise<AskedReplay> {
  const { octroi } = astro.locals
  const form = astro.request.method === 'POST' ? await readForm(astro.request.clone()) : null
  return {
    isReplay: form?.get('_action') === 'replay',
    async send(call) {
      const pass = await sandboxPass(astro.cookies, octroi)
      if (pass?.clientId !== clientId) return null
      return sendCall(call, pass.token, octroi).catch(() => null)
    },
  }
}
