import type { ApiDetail, Operation, ParameterSchema } from '../../api/descriptor.ts'
import { schemaRule } from '../catalog/schema-rule.ts'
import type { DocumentedError } from '../reference/documented-errors.ts'

/** What an operation's versions are compared by: its method, and its path without the version. */
export interface VersionChange {
  readonly kind:
    | 'operation-removed'
    | 'operation-added'
    | 'operation-moved'
    | 'parameter-removed'
    | 'parameter-added'
    | 'parameter-required'
    | 'parameter-optional'
    | 'parameter-changed'
    | 'field-removed'
    | 'field-added'
    | 'field-changed'
    | 'scope-removed'
    | 'scope-added'
    | 'scope-closes'
    | 'scope-opens'
    | 'authentication-removed'
    | 'authentication-added'
    | 'status-removed'
    | 'status-added'
  /** Whether a program written for the old version may fail with the new one. */
  readonly breaking: boolean
  /** The operation of the old version, or of the new one when it is added; null when the whole API changes. */
  readonly operationId: string | null
  readonly subject: string
  readonly before: string | null
  readonly after: string | null
}

/** One side of a comparison. `errorsOf` says which refusals the document of this side announces. */
export interface ComparedVersion {
  readonly detail: ApiDetail
  readonly errorsOf: (operation: Operation) => readonly DocumentedError[]
}

/** Judged against the contract, not against what a server tolerates. Breaking changes come first. */
export function compareVersions(before: ComparedVersion, after: ComparedVersion): VersionChange[] {
  const olds = new Map(before.detail.descriptor.operations.map((one) => [keyOf(one, before.detail.version), one]))
  const news = new Map(after.detail.descriptor.operations.map((one) => [keyOf(one, after.detail.version), one]))
  const changes: VersionChange[] = []
  for (const [key, old] of olds) {
    const now = news.get(key)
    const base = { operationId: old.operation_id }
    if (now === undefined) {
      changes.push({
        ...base,
        kind: 'operation-removed',
        breaking: true,
        subject: `${old.method} ${old.path}`,
        before: null,
        after: null,
      })
      continue
    }
    if (now.path !== old.path) {
      changes.push({
        ...base,
        kind: 'operation-moved',
        breaking: true,
        subject: old.method,
        before: old.path,
        after: now.path,
      })
    }
    changes.push(...inputChanges(old, now), ...fieldChanges(old, now))
    changes.push(...setChanges('authentication', old.operation_id, old.authentication, now.authentication))
    const statuses = (side: ComparedVersion, one: Operation) => side.errorsOf(one).map(({ status }) => status)
    // Clients must live with any documented status: a new one informs, it does not break.
    changes.push(...setChanges('status', old.operation_id, statuses(before, old), statuses(after, now)))
  }
  for (const [key, now] of news) {
    if (olds.has(key)) continue
    const subject = `${now.method} ${now.path}`
    changes.push({
      kind: 'operation-added',
      breaking: false,
      operationId: now.operation_id,
      subject,
      before: null,
      after: null,
    })
  }
  changes.push(...scopeChanges(before.detail, after.detail))
  return changes.sort((a, b) => Number(b.breaking) - Number(a.breaking))
}

function keyOf({ method, path }: Operation, version: string): string {
  return `${method} ${path
    .split('/')
    .map((part) => (part === version ? '{version}' : part))
    .join('/')}`
}

interface Input {
  readonly required: boolean
  readonly rule: string
}

function inputsOf({ parameters, body }: Operation): Map<string, Input> {
  const members = Object.entries(body?.schema.properties ?? {}).map(
    ([name, schema]) =>
      [name, { required: body?.schema.required?.includes(name) ?? false, rule: schemaRule(schema) }] as const,
  )
  return new Map([
    ...parameters.map(({ name, required, schema }) => [name, { required, rule: schemaRule(schema) }] as const),
    ...members,
  ])
}

function inputChanges(old: Operation, now: Operation): VersionChange[] {
  const [olds, news] = [inputsOf(old), inputsOf(now)]
  const changes: VersionChange[] = []
  const add = (kind: VersionChange['kind'], breaking: boolean, subject: string, before?: Input, after?: Input) =>
    changes.push({
      kind,
      breaking,
      operationId: old.operation_id,
      subject,
      before: before?.rule ?? null,
      after: after?.rule ?? null,
    })
  for (const [name, before] of olds) {
    const after = news.get(name)
    if (after === undefined) add('parameter-removed', true, name, before)
    else {
      if (before.rule !== after.rule) add('parameter-changed', true, name, before, after)
      if (before.required !== after.required)
        add(after.required ? 'parameter-required' : 'parameter-optional', after.required, name)
    }
  }
  for (const [name, after] of news) if (!olds.has(name)) add('parameter-added', after.required, name, undefined, after)
  return changes
}

/** Every path of an answer with its rule: objects and lists are crossed. */
function fieldsOf(schema: ParameterSchema, path = ''): Map<string, string> {
  const item = schema.items !== undefined && schema.properties === undefined ? schema.items : schema
  const fields = new Map<string, string>(path === '' ? [] : [[path, schemaRule(schema)]])
  for (const [name, member] of Object.entries(item.properties ?? {})) {
    for (const [below, rule] of fieldsOf(member, path === '' ? name : `${path}.${name}`)) fields.set(below, rule)
  }
  return fields
}

function fieldChanges(old: Operation, now: Operation): VersionChange[] {
  const [olds, news] = [fieldsOf(old.response), fieldsOf(now.response)]
  const changes: VersionChange[] = []
  const base = { operationId: old.operation_id }
  for (const [subject, before] of olds) {
    const after = news.get(subject)
    if (after === undefined)
      changes.push({ ...base, kind: 'field-removed', breaking: true, subject, before, after: null })
    else if (after !== before) changes.push({ ...base, kind: 'field-changed', breaking: true, subject, before, after })
  }
  for (const [subject, after] of news) {
    if (!olds.has(subject))
      changes.push({ ...base, kind: 'field-added', breaking: false, subject, before: null, after })
  }
  return changes
}

function setChanges(
  what: 'authentication' | 'status',
  operationId: string,
  olds: readonly string[],
  news: readonly string[],
): VersionChange[] {
  const base = { operationId, before: null, after: null }
  const removed = olds.filter((one) => !news.includes(one))
  const added = news.filter((one) => !olds.includes(one))
  return [
    ...removed.map((subject) => ({
      ...base,
      kind: `${what}-removed` as const,
      breaking: what === 'authentication',
      subject,
    })),
    ...added.map((subject) => ({ ...base, kind: `${what}-added` as const, breaking: false, subject })),
  ]
}

function scopeChanges(before: ApiDetail, after: ApiDetail): VersionChange[] {
  const opened = ({ descriptor }: ApiDetail, scope: string) =>
    new Set(descriptor.operations.flatMap(({ projection }) => projection.by_scope[scope] ?? []))
  const names = (detail: ApiDetail) => detail.scopes.map(({ name }) => name)
  const base = { operationId: null, before: null, after: null }
  return names(before)
    .flatMap((scope): VersionChange[] => {
      if (!names(after).includes(scope)) return [{ ...base, kind: 'scope-removed', breaking: true, subject: scope }]
      const [olds, news] = [opened(before, scope), opened(after, scope)]
      const closed = [...olds].filter((path) => !news.has(path))
      const open = [...news].filter((path) => !olds.has(path))
      return [
        ...closed.map((path) => ({
          ...base,
          kind: 'scope-closes' as const,
          breaking: true,
          subject: scope,
          before: path,
        })),
        ...open.map((path) => ({
          ...base,
          kind: 'scope-opens' as const,
          breaking: false,
          subject: scope,
          after: path,
        })),
      ]
    })
    .concat(
      names(after)
        .filter((scope) => !names(before).includes(scope))
        .map((subject) => ({ ...base, kind: 'scope-added' as const, breaking: false, subject })),
    )
}
