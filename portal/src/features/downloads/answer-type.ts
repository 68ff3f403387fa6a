import type { Operation, ParameterSchema } from '../../api/descriptor.ts'
import { typeOfSchema } from './type-of-schema.ts'

/**
 * The type of an operation's answer. What depends on a data scope is optional, because a grant may not
 * open it; what no scope opens is left out.
 */
export function answerType(operation: Operation): string {
  const { always, by_scope } = operation.projection
  const scopes = Object.values(by_scope)
  return members(operation.response, '', 0)

  function members(schema: ParameterSchema, path: string, depth: number): string {
    const indent = '  '.repeat(depth + 1)
    return typeOfSchema(schema, (properties, required) => {
      const lines = Object.entries(properties).flatMap(([name, member]) => {
        const here = path === '' ? name : `${path}.${name}`
        if (!isOpened(here)) return []
        const note = member.description ? [`${indent}/** ${member.description.replaceAll('*/', '* /')} */`] : []
        const mark = required.includes(name) && isCertain(here) ? '' : '?'
        return [...note, `${indent}readonly ${JSON.stringify(name)}${mark}: ${members(member, here, depth + 1)}`]
      })
      return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
    })
  }

  function isOpened(path: string): boolean {
    return [always, ...scopes].some((paths) => paths.some((open) => within(path, open) || within(open, path)))
  }

  /** Present whatever the scopes: always open, below what a scope opens whole, or led through by each scope. */
  function isCertain(path: string): boolean {
    if (always.some((open) => within(path, open))) return true
    if (scopes.some((paths) => paths.some((open) => open !== path && within(path, open)))) return true
    return scopes.every((paths) => paths.some((open) => within(open, path)))
  }
}

/** Whether `path` is `root` or below it. */
function within(path: string, root: string): boolean {
  return root === '*' || path === root || path.startsWith(`${root}.`)
}
