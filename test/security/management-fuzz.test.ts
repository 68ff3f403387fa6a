import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { compileSpecification, type SpecifiedOperation } from '#control-plane/framework/compile-specification.ts'
import { maxBodyBytes } from '#control-plane/framework/read-json-body.ts'
import { type AccessWorld, openAccessWorld } from '#support/access-world.ts'
import { type HttpAnswer, httpExchange } from '#support/http-exchange.ts'
import { bodySchemaOf, exampleOf, mutationsOf } from '#support/mutate-body.ts'
import { approveAccess, draftAccess } from '#support/request-access.ts'
import type { PersonName } from '#support/seed-access-world.ts'

const document = parse(readFileSync(new URL('../../specs/management.openapi.yaml', import.meta.url), 'utf8'))
const operations = compileSpecification(document)
const callers: readonly PersonName[] = ['olga', 'ada', 'carl']

interface Question {
  readonly path?: string
  readonly search?: string
  readonly body?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly without?: string
  readonly by?: PersonName
  readonly method?: string
}

describe('hostile requests to every operation of the management API', () => {
  let world: AccessWorld
  let names: Record<string, string>
  let turn = 0
  before(async () => {
    world = await openAccessWorld()
    names = await namesOf(world)
  })
  after(() => world[Symbol.asyncDispose]())

  /** A value of the right form for a path parameter that nothing was made for. */
  const absent = (operation: SpecifiedOperation, name: string) => {
    const schema = operation.path.find((one) => one.name === name)?.schema as { readonly type?: string } | undefined
    return schema?.type === 'integer' ? '1' : randomUUID()
  }

  function pathOf(operation: SpecifiedOperation, changes: Record<string, string> = {}): string {
    return operation.template.replaceAll(
      /\{(\w+)\}/g,
      (_all, name) => changes[name] ?? names[name] ?? absent(operation, name),
    )
  }

  /** As the next of the callers, with everything the operation's form asks for unless the question says otherwise. */
  function ask(operation: SpecifiedOperation, question: Question): Promise<HttpAnswer> {
    turn += 1
    const headers: Record<string, string> = {
      authorization: `Bearer ${world.people[question.by ?? callers[turn % callers.length] ?? 'olga']}`,
      ...(operation.needsIdempotencyKey ? { 'idempotency-key': `"${randomUUID()}"` } : {}),
      ...(operation.needsIfMatch ? { 'if-match': '"1"' } : {}),
      ...(operation.bodyPointer === null ? {} : { 'content-type': 'application/json' }),
      ...question.headers,
    }
    if (question.without !== undefined) delete headers[question.without]
    const url = `${world.url}${question.path ?? pathOf(operation)}${question.search ?? ''}`
    return httpExchange(url, { method: question.method ?? operation.method, headers, body: question.body })
  }

  const example = (operation: SpecifiedOperation) => {
    const schema = bodySchemaOf(document, operation)
    return schema === null ? undefined : JSON.stringify(exampleOf(document, schema))
  }

  for (const operation of operations) {
    it(`${operation.id} answers hostile bodies`, async () => {
      const schema = bodySchemaOf(document, operation)
      if (schema === null) {
        checkAnswer(
          await ask(operation, { body: '{}', headers: { 'content-type': 'application/json' } }),
          'a body',
          400,
        )
        return
      }
      for (const { what, text, broken } of mutationsOf(document, schema)) {
        const answer = await ask(operation, { body: text })
        checkAnswer(answer, what, broken === null ? null : 400)
        if (broken === null) continue
        const found = answer.json.errors.find((one: { field: string }) => one.field === broken)
        assert.equal(found?.rule, 'unknown', answer.text)
      }
      const body = example(operation)
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json; charset=utf-16',
        'json',
      ])
        checkAnswer(await ask(operation, { body, headers: { 'content-type': type } }), type, 415)
      checkAnswer(await ask(operation, { body, headers: { 'content-encoding': 'gzip' } }), 'gzip', 415)
      const endless = JSON.stringify({ text: 'x'.repeat(operation.maxBodyBytes ?? maxBodyBytes) })
      checkAnswer(await ask(operation, { body: endless }), 'a body over the limit', 413)
    })

    it(`${operation.id} answers hostile paths and parameters`, async () => {
      for (const name of operation.pathNames) {
        for (const value of [
          '0',
          "'",
          '%00',
          '%2e%2e',
          '%ff',
          '%',
          'a%2Fb',
          'x'.repeat(3_000),
          '__proto__',
          '%F0%9F%92%A9',
        ])
          checkAnswer(
            await ask(operation, { path: pathOf(operation, { [name]: value }), body: example(operation) }),
            value,
            null,
          )
        const answer = await ask(operation, { path: pathOf(operation, { [name]: '%00' }), body: example(operation) })
        assert.equal(answer.status, 400, answer.text)
      }
      const search = async (text: string, rule: string | null) => {
        const answer = await ask(operation, { search: text, body: example(operation) })
        checkAnswer(answer, text, rule === null ? null : 400)
        if (rule !== null) assert.equal(answer.json.errors[0].rule, rule, answer.text)
      }
      await search('?is_admin=1', 'unknown')
      await search('?__proto__=1', 'unknown')
      await search('?constructor=1', 'unknown')
      for (const { name } of operation.query) {
        await search(`?${name}=a&${name}=b`, 'repeated')
        for (const value of [
          '',
          '%00',
          '%ED%A0%80',
          '%ff',
          '-1',
          '0',
          '1e3',
          'NaN',
          '201',
          '9'.repeat(40),
          "'%20or%201=1",
          'AAAA',
          '%5B%5D',
        ])
          await search(`?${name}=${value}`, null)
        await search(`?${name}[]=1`, 'unknown')
      }
    })

    it(`${operation.id} answers hostile headers`, async () => {
      const body = example(operation)
      if (operation.needsIdempotencyKey) {
        checkAnswer(await ask(operation, { body, without: 'idempotency-key' }), 'no key', 400)
        for (const key of ['a', '""', '"a', `"${'k'.repeat(256)}"`, '"a";b=1', '"\u00e9"'])
          checkAnswer(await ask(operation, { body, headers: { 'idempotency-key': key } }), key, 400)
      }
      if (operation.needsIfMatch) {
        checkAnswer(await ask(operation, { body, without: 'if-match' }), 'no If-Match', 428)
        for (const tag of ['1', 'W/"1"', '"x"', '"1", "2"', '"-1"', '"9999999999"', '""'])
          checkAnswer(await ask(operation, { body, headers: { 'if-match': tag } }), tag, 400)
      }
      if (!operation.isPublic) checkAnswer(await ask(operation, { body, without: 'authorization' }), 'nobody', 401)
      for (const token of [
        'Bearer',
        `Bearer ${randomUUID()}`,
        'Basic YTpi',
        `Bearer ${'x'.repeat(5_000)}`,
        "Bearer '",
        'Bearer a b',
      ])
        checkAnswer(await ask(operation, { body, headers: { authorization: token } }), token, 401)
      const others = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'POST']
      for (const method of others.filter((one) => !isOperation(one, operation.template)))
        checkAnswer(await ask(operation, { method, path: pathOf(operation) }), method, 405)
    })
  }

  it('shows nobody else the things of an organization', async () => {
    for (const operation of operations.filter((one) => !one.isPublic && one.pathNames.length > 0)) {
      // The catalogue is everybody's; there is one audit log and one list of protected persons: who may not is told so.
      const shared = ['api', 'version', 'use_case', 'person_search_id', 'protected_person_id']
      if (operation.pathNames.every((name) => shared.includes(name))) continue
      const answer = await ask(operation, { by: 'rita', body: example(operation) })
      checkAnswer(answer, operation.id, null)
      assert.ok([400, 404].includes(answer.status), `${operation.id}: ${answer.status} ${answer.text}`)
    }
  })
})

function isOperation(method: string, template: string): boolean {
  return operations.some((one) => one.template === template && one.method === method)
}

/** Whatever is sent, the answer is a success or a problem document that says what to mend; never a failure of ours. */
function checkAnswer(answer: HttpAnswer, what: string, status: number | null): void {
  const told = `${what}: ${answer.status} ${answer.text.slice(0, 500)}`
  if (status !== null) assert.equal(answer.status, status, told)
  assert.ok(answer.status >= 200 && answer.status < 500, told)
  if (answer.status < 400) return
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, told)
  const { type, title, status: said, request_id: requestId, errors } = answer.json
  assert.match(type, /^http:\/\/portal\.test\/problems\/[a-z-]+$/, told)
  assert.ok(title.length > 3, told)
  assert.equal(said, answer.status, told)
  assert.equal(requestId, answer.headers['x-request-id'], told)
  assert.doesNotMatch(answer.text, /\n\s+at |node_modules|\.ts:\d|select .* from|violates/i, told)
  if (!type.endsWith('/invalid-request')) return
  assert.ok(errors?.length > 0, told)
  for (const one of errors) assert.ok(typeof one.field === 'string' && one.rule && one.message, told)
}

/** Identifiers of real things, so that hostile requests get past the first look. */
async function namesOf(world: AccessWorld): Promise<Record<string, string>> {
  const { olga, ada } = world.as
  const approved = await approveAccess(world)
  const draft = await draftAccess(world)
  const organization = world.organizations.valmont
  const members = await olga.get(`/organizations/${organization}/members`)
  const machine = await olga.post(`/organizations/${organization}/machines`, { label: 'CI', roles: ['developer'] })
  const credentials = `/applications/${world.applications.valmont}/credentials`
  const secret = await olga.post(credentials, { environment: 'sandbox', kind: 'client_secret', label: 'one' })
  const grants = await olga.get(`/applications/${world.applications.valmont}/grants`)
  const authorizations = await ada.get('/authorizations')
  const authorization = authorizations.json.items[0].id
  const offer = { application_id: world.applications.editor }
  const delegation = await olga.post(`/authorizations/${authorization}/delegations`, offer)
  return {
    kind: 'register',
    month: '2026-02',
    organization_id: organization,
    member_id: members.json.items.find((one: { name: string }) => one.name === 'denis').id,
    machine_id: machine.json.machine.id,
    application_id: world.applications.valmont,
    credential_id: secret.json.credential.id,
    grant_id: grants.json.items[0].id,
    access_request_id: draft.id,
    decision_id: approved.decisions[0].id,
    authorization_id: authorization,
    delegation_id: delegation.json.id,
    api: 'quotient-familial',
    version: 'v3',
    use_case: 'tarification-transports',
  }
}
