import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bundleReferences } from '#kit/bundle-references.ts'

const files: Record<string, unknown> = {
  'catalog/qf/v3.yaml': {
    a: { $ref: '../../shared/person.yaml#/Name' },
    b: { $ref: '../../shared/person.yaml#/Person' },
    c: { $ref: '#/a' },
  },
  'shared/person.yaml': {
    Name: { type: 'string' },
    Person: { properties: { name: { $ref: '#/Name' }, place: { $ref: 'place.yaml#/Town' } } },
  },
  'shared/place.yaml': { Town: { type: 'string', maxLength: 5 } },
}
const read = async (path: string) => files[path]

describe('bundleReferences', () => {
  it('copies what other files define once, and keeps local references', async () => {
    const bundled = (await bundleReferences('catalog/qf/v3.yaml', read)) as Record<string, Record<string, unknown>>
    const name = String(bundled.a?.$ref)
    assert.match(name, /^#\/\$defs\//)
    assert.deepEqual(bundled.c, { $ref: '#/a' })
    const definitions = bundled.$defs as Record<string, unknown>
    assert.deepEqual(definitions[name.split('/')[2] ?? ''], { type: 'string' })
    assert.equal(Object.keys(definitions).length, 3)
    assert.equal(JSON.stringify(bundled).includes('.yaml'), false)
  })

  it('names the file and the reference that points at nothing', async () => {
    const broken = async () => ({ a: { $ref: 'x.yaml#/Nothing' } })
    await assert.rejects(bundleReferences('root.yaml', broken), /root\.yaml: x\.yaml#\/Nothing/)
  })
})
