import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { APIRoute } from 'astro'

const locate = createRequire(import.meta.url)

const types: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

/** The two files of swagger-ui, from our own origin. */
export const GET: APIRoute = async ({ params }) => {
  const file = params['file'] ?? ''
  const type = Object.hasOwn(types, file) ? types[file] : undefined
  if (type === undefined) return new Response(null, { status: 404 })
  const content = await readFile(locate.resolve(`swagger-ui-dist/${file}`))
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': type, 'cache-control': 'public, max-age=86400', 'x-content-type-options': 'nosniff' },
  })
}
