import type { CompiledOperation } from './compiled-operation.ts'

export interface RouteMatch {
  readonly byMethod: ReadonlyMap<string, CompiledOperation>
  readonly pathValues: Readonly<Record<string, string>>
}

/** Finds operations by canonical path. What is not declared does not exist. */
export interface RouteTable {
  match(path: string): RouteMatch | null
}

interface TemplateRoute {
  readonly segments: readonly ({ readonly literal: string } | { readonly parameter: string })[]
  readonly byMethod: Map<string, CompiledOperation>
}

const noValues: Readonly<Record<string, string>> = Object.freeze({})

/** The first operation to claim a method and path keeps it; a literal segment wins over a parameter. */
export function buildRouteTable(operations: readonly CompiledOperation[]): RouteTable {
  const literals = new Map<string, Map<string, CompiledOperation>>()
  const templates = new Map<string, TemplateRoute>()
  for (const compiled of operations) {
    const { path, method } = compiled.operation
    const byMethod = path.includes('{') ? templateOf(templates, path).byMethod : methodsOf(literals, path)
    if (!byMethod.has(method)) byMethod.set(method, compiled)
  }
  const root = createBranch()
  for (const route of templates.values()) plant(root, route)
  return {
    match(path) {
      const byMethod = literals.get(path)
      if (byMethod) return { byMethod, pathValues: noValues }
      const parts = path.split('/')
      const found = climb(root, parts, 1)
      return found && { byMethod: found.route.byMethod, pathValues: found.values }
    },
  }
}

function methodsOf(
  literals: Map<string, Map<string, CompiledOperation>>,
  path: string,
): Map<string, CompiledOperation> {
  const known = literals.get(path)
  if (known) return known
  const created = new Map<string, CompiledOperation>()
  literals.set(path, created)
  return created
}

function templateOf(templates: Map<string, TemplateRoute>, path: string): TemplateRoute {
  const shape = path.replace(/\{[^}]*\}/g, '{}')
  const known = templates.get(shape)
  if (known) return known
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => (segment.startsWith('{') ? { parameter: segment.slice(1, -1) } : { literal: segment }))
  const created = { segments, byMethod: new Map<string, CompiledOperation>() }
  templates.set(shape, created)
  return created
}

/** Templates by their segments, so that finding one costs by the length of its path and not by their number. */
interface Branch {
  readonly literals: Map<string, Branch>
  parameter: Branch | null
  route: TemplateRoute | null
}

function createBranch(): Branch {
  return { literals: new Map(), parameter: null, route: null }
}

function plant(root: Branch, route: TemplateRoute): void {
  let branch = root
  for (const segment of route.segments) {
    if ('literal' in segment) {
      const next = branch.literals.get(segment.literal) ?? createBranch()
      branch.literals.set(segment.literal, next)
      branch = next
    } else {
      branch.parameter ??= createBranch()
      branch = branch.parameter
    }
  }
  branch.route ??= route
}

/** Goes along the literal first, and comes back for the parameter where that leads nowhere. */
function climb(
  branch: Branch,
  parts: readonly string[],
  index: number,
): { readonly route: TemplateRoute; readonly values: Record<string, string> } | null {
  if (index === parts.length) {
    const values = branch.route && valuesOf(branch.route, parts)
    return branch.route && values && { route: branch.route, values }
  }
  const literal = branch.literals.get(parts[index] ?? '')
  return (
    (literal && climb(literal, parts, index + 1)) ?? (branch.parameter && climb(branch.parameter, parts, index + 1))
  )
}

/** Null when a parameter is empty, or its escapes are not UTF-8. */
function valuesOf(route: TemplateRoute, parts: readonly string[]): Record<string, string> | null {
  const values: Record<string, string> = {}
  for (const [index, segment] of route.segments.entries()) {
    if ('literal' in segment) continue
    const value = decodeSegment(parts[index + 1] ?? '')
    if (value === null || value === '') return null
    values[segment.parameter] = value
  }
  return values
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
