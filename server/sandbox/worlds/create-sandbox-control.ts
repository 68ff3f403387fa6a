import type { IncomingMessage } from 'node:http'
import { readBody } from '../read-body.ts'
import type { Reply } from '../reply.ts'
import type { ControlDeps } from './control-answers.ts'
import { controlOperations } from './control-operations.ts'
import { controlProblem } from './control-problem.ts'
import { sandboxName } from './world-event.ts'
import { pristineState } from './world-state.ts'
import { mainSandbox } from './worlds.ts'

/** `/sandbox/*`: what an application changes in its own sandboxes. Null for another path. */
export type SandboxControl = (request: IncomingMessage) => Promise<Reply> | null

/** The gateway has proven the application; it alone names it. */
export function createSandboxControl(deps: ControlDeps & { readonly realDay: () => string }): SandboxControl {
  const paths = new Set(Object.keys(controlOperations).map((key) => key.split(' ')[1]))

  async function answer(request: IncomingMessage, path: string): Promise<Reply> {
    const { application, sandbox } = caller(request)
    if (application === '') return controlProblem(401, 'No application', 'The gateway names the application.')
    if (!sandboxName.safeParse(sandbox).success) {
      return controlProblem(
        400,
        'This is no name',
        'X-Sandbox-Name is a lower-case letter, then letters, digits and hyphens.',
      )
    }
    const { template, subject } = templateOf(path)
    if (!paths.has(template)) return controlProblem(404, 'No such operation', 'See specs/sandbox.openapi.yaml.')
    const operation = controlOperations[`${request.method} ${template}`]
    if (!operation) return controlProblem(405, 'Not this method', 'See specs/sandbox.openapi.yaml.')
    const body = await bodyOf(request)
    if ('problem' in body) return body.problem
    const state = deps.worlds.find(application, sandbox) ?? pristineState
    return operation({ application, sandbox, state, realDay: deps.realDay(), subject, body: body.value }, deps)
  }

  return (request) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    return path.startsWith('/sandbox/') ? answer(request, path) : null
  }
}

/** Whose sandbox a request is about. */
export function caller({ headers }: Pick<IncomingMessage, 'headers'>) {
  const application = headers['octroi-application']
  const sandbox = headers['x-sandbox-name']
  return {
    application: typeof application === 'string' ? application : '',
    sandbox: typeof sandbox === 'string' ? sandbox : mainSandbox,
  }
}

/** `/sandbox/persons/x` is `/sandbox/persons/{}` about `x`. */
function templateOf(path: string): { readonly template: string; readonly subject: string } {
  const match =
    /^(\/sandbox\/(?:persons|snapshots|sandboxes|deliveries|events))\/([A-Za-z0-9._-]{1,80})(\/restore|\/replay|\/fire)?$/.exec(
      path,
    )
  return match
    ? { template: `${match[1]}/{}${match[3] ?? ''}`, subject: match[2] ?? '' }
    : { template: path, subject: '' }
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly value: unknown } | { readonly problem: Reply }> {
  const text = await readBody(request)
  if (text === null) return { problem: controlProblem(413, 'The body is too long', 'A body has 64 KiB at most.') }
  if (text === '') return { value: {} }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { problem: controlProblem(400, 'The body is no JSON', 'Send a JSON object.') }
  }
}
