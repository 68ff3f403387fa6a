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
  const ordered = [...templates.entries()]
    .sort(([a], [b]) => literalPrefix(b) - literalPrefix(a))
    .map(([, route]) => route)
  return {
    match(path) {
      const byMethod = literals.get(path)
      if (byMethod) return { byMethod, pathValues: noValues }
      for (const route of ordered) {
        const pathValues = matchTemplate(route, path)
        if (pathValues) return { byMethod: route.byMethod, pathValues }
      }
      return null
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

function literalPrefix(template: string): number {
  return template.indexOf('{')
}

function matchTemplate(route: TemplateRoute, path: string): Record<string, string> | null {
  const parts = path.split('/').slice(1)
  if (parts.length !== route.segments.length) return null
  const values: Record<string, string> = {}
  for (const [index, segment] of route.segments.entries()) {
    const part = parts[index] ?? ''
    if ('literal' in segment) {
      if (segment.literal !== part) return null
    } else {
      const value = decodeSegment(part)
      if (value === null || value === '') return null
      values[segment.parameter] = value
    }
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
