import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { compileSpecification } from '#control-plane/framework/compile-specification.ts'
import { type Permission, type PermissionName, permissions } from '#core/permissions/permissions.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { approveAccess } from '#support/request-access.ts'

const document = parse(readFileSync(new URL('../../../../specs/management.openapi.yaml', import.meta.url), 'utf8'))
const strangers = ['nobody', 'solo', 'nino', 'rita', 'edgar', 'nina'] as const

/** Operations for everybody, or for every account, have no strangers. */
function isForAll(name: string): boolean {
  const { allowed }: Permission = permissions[name as PermissionName]
  return 'public' in allowed || 'anyone' in allowed
}

/** R23: every route of the table, every stranger of another tenant and role: never a success. */
describe('strangers at every operation', () => {
  let world: AccessWorld
  let ids: Record<string, string>
  before(async () => {
    world = await openAccessWorld()
    const { organizations, applications } = world
    const approved = await approveAccess(world)
    const members = await world.as.olga.get(`/organizations/${organizations.valmont}/members`)
    const grants = await world.as.olga.get(`/applications/${applications.valmont}/grants`)
    const made = await world.as.denis.post(`/organizations/${organizations.valmont}/subject-registrations`, {
      environment: 'production',
      files: [
        {
          api: 'quotient-familial',
          identity: { nomNaissance: 'KANARI' },
          quality: 'applicant',
          valid_until: '2027-01-01T00:00:00Z',
        },
      ],
    })
    ids = {
      organization_id: organizations.valmont,
      application_id: applications.valmont,
      access_request_id: approved.id,
      authorization_id: approved.authorization_id,
      decision_id: approved.decisions?.[0]?.id ?? randomUUID(),
      member_id: members.json.items[0].id,
      grant_id: grants.json.items[0].id,
      registration_id: made.json.registrations[0].id,
      api: 'quotient-familial',
      version: 'v3',
    }
  })
  after(() => world[Symbol.asyncDispose]())

  for (const { id, template, method, permission } of compileSpecification(document)) {
    if (isForAll(permission)) continue
    it(`${id} succeeds for none`, async () => {
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? randomUUID())
      for (const name of strangers) {
        const caller = world.as[name]
        const answer =
          method === 'GET'
            ? await caller.get(path)
            : method === 'DELETE'
              ? await caller.delete(path)
              : method === 'PUT'
                ? await caller.put(path, {})
                : method === 'PATCH'
                  ? await caller.patch(path, {}, '*')
                  : await caller.post(path, {})
        assert.ok(answer.status >= 400 && answer.status < 500, `${name}: ${answer.status} ${answer.text.slice(0, 200)}`)
        if (method === 'GET') assert.doesNotMatch(answer.text, /Valmont/)
      }
    })
  }
})
