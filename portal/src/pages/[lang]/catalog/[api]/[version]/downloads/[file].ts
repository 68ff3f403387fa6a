import type { APIRoute } from 'astro'
import { getApi, getApiSpecification } from '../../../../../../api/catalog.ts'
import { brunoCollection } from '../../../../../../features/downloads/bruno-collection.ts'
import { postmanCollection } from '../../../../../../features/downloads/postman-collection.ts'
import { typescriptClient } from '../../../../../../features/downloads/typescript-client.ts'
import { textOf } from '../../../../../../i18n/localized-text.ts'

/** What tools read: the document, two collections and a client, made from the published version. */
export const GET: APIRoute = async ({ params, locals, rewrite }) => {
  const { api, lang, octroi } = locals
  const detail = await getApi(api, params['api'] ?? '', params['version'] ?? '')
  const title = textOf(detail.title, lang)
  const json = (value: object) => JSON.stringify(value, null, 2)
  const makers: Readonly<Record<string, () => string | Promise<string>>> = {
    'openapi.json': async () => json(await getApiSpecification(api, detail.api, detail.version, 'production')),
    'openapi.sandbox.json': async () => json(await getApiSpecification(api, detail.api, detail.version, 'sandbox')),
    'postman.json': () => json(postmanCollection(detail, title, octroi.sandboxUrl)),
    'bruno.json': () => json(brunoCollection(detail, title, octroi.sandboxUrl)),
    'client.ts': () => typescriptClient(detail, title, octroi.sandboxUrl),
  }
  const file = params['file'] ?? ''
  const make = Object.hasOwn(makers, file) ? makers[file] : undefined
  if (make === undefined) return rewrite(`/${lang}/not-found`)
  return new Response(await make(), {
    headers: {
      'content-type': file.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${detail.api}.${detail.version}.${file}"`,
    },
  })
}
