import { NotFound } from '#core/errors.ts'
import { definePublicDownload } from '../../framework/operation.ts'

async function* once(text: string): AsyncGenerator<string> {
  yield text
}

export const operation = definePublicDownload('getPublication', async ({ params, query }, deps) => {
  const { kind, month } = params
  const { format = 'json' } = query
  const found = await deps.unitOfWork.read((tx) => deps.publications.load(tx, kind, month))
  if (found === null) throw new NotFound({ problem: 'not-found' })
  const digest = Buffer.from(found[`${format}_sha256`], 'hex').toString('base64')
  return {
    status: 200,
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="octroi-${kind}-${month}.${format}"`,
      // RFC 9530 section 2: of the exact bytes, as the audit log names them.
      'Content-Digest': `sha-256=:${digest}:`,
    },
    stream: once(found[format]),
  }
})
