import type { RoleContext, RunningRole } from '../processes/role.ts'

export async function startSandbox(context: RoleContext): Promise<RunningRole> {
  for (const listener of Object.values(context.listeners)) {
    listener.serve((_request, response) => response.writeHead(404).end(), { isReady: () => true })
  }
  return { demo: null, drain: async () => undefined, [Symbol.asyncDispose]: async () => undefined }
}
