import type { Secrets } from '#config/secrets.ts'
import type { RoleContext, RunningRole } from '../processes/role.ts'
import { openControlStore } from './open-control-store.ts'

/** Control: the store, and every surface that needs it. */
export async function startControl(
  context: RoleContext,
  _secrets: Secrets,
  _enrolmentToken: string | null,
): Promise<RunningRole> {
  const database = await openControlStore(context.config)
  const isReady = async () => (await database.pendingMigrations()).length === 0
  context.listeners.control?.serve((_request, response) => response.writeHead(404).end(), { isReady })
  return {
    demo: null,
    drain: async () => undefined,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
