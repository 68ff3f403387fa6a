import type { PersonaCall, PersonaDetail } from '../../api/sandbox-library.ts'
import { callCommand } from '../try-it/curl-command.ts'

/** What one API is asked about a person: one answer, and each way to ask for it. */
export interface Question {
  readonly id: string
  readonly call: PersonaCall
  readonly commands: readonly { readonly method: string; readonly operationId: string; readonly command: string }[]
}

/** A GET and its POST twin are one question; what has no twin is one of its own. */
export function questionsOf(calls: readonly PersonaCall[], day: string, gatewayUrl: string): Question[] {
  const roots = calls.filter(({ twin_of }) => twin_of === null || !calls.some((call) => call.operation_id === twin_of))
  return roots.map((call, index) => {
    const twins = calls.filter(({ twin_of }) => twin_of === call.operation_id)
    const commands = [call, ...twins].map((one) => ({
      method: one.method,
      operationId: one.operation_id,
      command: commandOf(one, day, gatewayUrl),
    }))
    return { id: `${call.operation_id}-${index}`, call, commands }
  })
}

/** The token is in `TOKEN`, or in `FC_TOKEN` when it is the person's own. */
function commandOf({ method, path, query, body, token }: PersonaCall, day: string, gatewayUrl: string): string {
  const command = callCommand(gatewayUrl, {
    method,
    path: query === null ? path : `${path}?${query}`,
    headers: { 'X-Sandbox-Date': day },
    body: body === null ? null : JSON.stringify(body),
  })
  return token === 'person' ? command.replace('$TOKEN', '$FC_TOKEN') : command
}

/** The member of the household a page is about: the one asked for, else the first. */
export function chosenMember(persona: PersonaDetail, asked: string | null) {
  return persona.persons.find(({ id }) => shortId(id) === asked) ?? persona.persons[0]
}

/** `persona.nadia.karim` is `karim` in the address of a page. */
export function shortId(id: string): string {
  return id.split('.').at(-1) ?? id
}
