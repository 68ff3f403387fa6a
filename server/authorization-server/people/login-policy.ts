import { interactionPolicy } from 'oidc-provider'
import type { Account } from '#core/accounts/account.ts'
import { isSessionOver } from './is-session-over.ts'

/** When somebody has to log in. To the library's own reasons we add two, and remove its consent page for native clients. */
export function loginPolicy(deps: {
  readonly findAccount: (accountId: string) => Promise<Account | null>
}): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy
  const policy = base()
  const login = policy.get('login')
  // Anybody on the person's machine can pretend to be the command line, so a session alone gives it no code.
  login?.checks.add(
    new Check('native_client', 'a command line asks for the password each time', (ctx) => {
      return ctx.oidc.client?.applicationType === 'native' && !ctx.oidc.result?.login
    }),
  )
  // A session that is being saved while it is ended comes back to life; it is dead all the same.
  login?.checks.add(
    new Check('session_over', 'the session was ended', async (ctx) => {
      const { session } = ctx.oidc
      if (!session?.accountId) return false
      return isSessionOver(await deps.findAccount(session.accountId), session.loginTs ?? 0)
    }),
  )
  policy.get('consent')?.checks.remove('native_client_prompt')
  return policy
}
