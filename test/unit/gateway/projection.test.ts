import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compileProjection } from '#gateway/projection/compile-projection.ts'
import { createFieldNamer } from '#gateway/projection/create-field-namer.ts'
import { project } from '#gateway/projection/project.ts'

const name = fc.constantFrom('data', 'enfants', 'prenoms', 'adresse', 'ville', 'constructor', '__proto__', 'meta')
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('answer'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('answer')), { maxLength: 6 }).map((members) => {
      const value = {}
      for (const [key, member] of members) {
        Object.defineProperty(value, key, { value: member, enumerable: true, configurable: true, writable: true })
      }
      return value
    }),
  ),
}))
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('.'))
const rule = fc.record({
  always: fc.array(path, { maxLength: 2 }),
  by_scope: fc.record({
    a: fc.array(path, { maxLength: 3 }),
    b: fc.array(path, { maxLength: 3 }),
    c: fc.array(path, { maxLength: 3 }),
  }),
})

/** The rule once more, in the slowest and plainest way: is this leaf below something that was opened? */
function isOpened(leaf: readonly string[], opened: readonly string[]): boolean {
  return opened.some((one) => `${leaf.join('.')}.`.startsWith(`${one}.`))
}

function leaves(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, at))
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    return Object.keys(value).flatMap((key) => leaves(Object.getOwnPropertyDescriptor(value, key)?.value, [...at, key]))
  }
  return typeof value === 'object' && value !== null ? [] : [at]
}

describe('projection', () => {
  it('never lets a leaf out that no scope opens, and keeps every leaf that one does', () => {
    fc.assert(
      fc.property(answer, rule, fc.subarray(['a', 'b', 'c', 'unknown', 'constructor']), (value, rules, scopes) => {
        fc.pre(typeof value === 'object' && value !== null)
        const opened = [
          ...rules.always,
          ...scopes.flatMap((scope) => (Object.hasOwn(rules.by_scope, scope) ? rules.by_scope[scope as 'a'] : [])),
        ]
        const kept = project(value, compileProjection(rules, scopes).opened)
        for (const leaf of leaves(kept))
          assert.ok(isOpened(leaf, opened), `${leaf.join('.')} left with ${opened.join(' ')}`)
        const before = leaves(value).filter((leaf) => isOpened(leaf, opened))
        assert.deepEqual(leaves(kept).map(String).sort(), before.map(String).sort())
        for (const field of createFieldNamer()(kept)) assert.ok(isOpened(field.split('.'), opened))
      }),
      { numRuns: 1500 },
    )
  })

  it('names the fields that leave, alike for a shape it remembers and for a new one', () => {
    const nameFields = createFieldNamer()
    const named = (value: unknown) => [...new Set(leaves(value).map((leaf) => leaf.join('.')))].sort()
    fc.assert(
      fc.property(answer, (value) => {
        fc.pre(typeof value === 'object' && value !== null)
        const names = nameFields(value)
        assert.deepEqual(
          names,
          named(value).filter((path) => path !== ''),
        )
        assert.equal(nameFields(structuredClone(value)), names, 'the same list for the same shape')
      }),
      { numRuns: 500 },
    )
  })

  it('never lets a value out that no scope opens, whatever JSON a provider adds: twice the same key, prototypes, depth', () => {
    const opened = ['data.quotient_familial.valeur', 'data.enfants.prenoms', 'meta']
    const compiled = compileProjection({ always: ['meta'], by_scope: { a: opened.slice(0, 2) } }, ['a']).opened
    const key = fc.oneof(
      name,
      fc.constantFrom('quotient_familial', 'valeur', 'hasOwnProperty', 'toJSON', ''),
      fc.string(),
    )
    const { json } = fc.letrec<{ json: string; member: string }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', maxDepth: 6 },
        fc.nat().map((secret) => `"secret-${secret}"`),
        fc.array(tie('member'), { maxLength: 8 }).map((members) => `{${members.join(',')}}`),
        fc.array(tie('json'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
      ),
      member: fc.tuple(key, tie('json')).map(([one, value]) => `${JSON.stringify(one)}:${value}`),
    }))
    const root = fc.array(
      fc.tuple(key, json).map(([one, value]) => `${JSON.stringify(one)}:${value}`),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(root, (members) => {
        const kept = JSON.parse(JSON.stringify(project(JSON.parse(`{${members.join(',')}}`) as object, compiled)))
        for (const leaf of leaves(kept)) assert.ok(isOpened(leaf, opened), leaf.join('.'))
      }),
      { numRuns: 200 },
    )
    const deep = JSON.parse(`{"data":${'{"quotient_familial":'.repeat(5_000)}1${'}'.repeat(5_000)},"secret":1}`)
    assert.deepEqual(Object.keys(project(deep, compiled) as object), ['data'])
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`secret${index}`, index]))
    assert.deepEqual(project({ ...wide, data: { ...wide, quotient_familial: { ...wide, valeur: 1 } } }, compiled), {
      data: { quotient_familial: { valeur: 1 } },
    })
  })

  it('drops a null where only members are opened, and never pollutes a prototype', () => {
    const { opened } = compileProjection({ always: [], by_scope: { a: ['data.adresse.ville', '__proto__.x'] } }, ['a'])
    assert.deepEqual(project({ data: { adresse: null, other: 1 } }, opened), { data: {} })
    project(JSON.parse('{"__proto__":{"x":1}}'), opened)
    assert.equal(({} as { x?: number }).x, undefined)
  })

  it('opens nothing to a scope it does not know', () => {
    const { opened } = compileProjection({ always: [], by_scope: { a: ['data'] } }, ['b', 'toString'])
    assert.deepEqual(project({ data: 1 }, opened), {})
  })
})
