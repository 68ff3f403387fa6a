import assert from 'node:assert/strict'
import test from 'node:test'
import { createLogger } from '#adapters/observability/create-logger.ts'

function logged(format: 'lines' | 'json') {
  let text = ''
  const stream = {
    write(chunk: string) {
      text += chunk
    },
  }
  const logger = createLogger({ process: 'test', format, level: 'info', stream })
  return { logger, text: () => text }
}

for (const format of ['lines', 'json'] as const) {
  test(`no secret reaches a log in ${format}, at the top or one level down`, () => {
    const { logger, text } = logged(format)
    logger.info('token asked', {
      client_secret: 'canary-1',
      headers: { authorization: 'canary-2', cookie: 'canary-3' },
      body: { password: 'canary-4', client_assertion: 'canary-5' },
      DATABASE_URL: 'canary-6',
      client_id: 'prd-1',
    })
    assert.doesNotMatch(text(), /canary/)
    assert.match(text(), /prd-1/)
  })

  test(`an error is logged in ${format} without what drivers hang on it`, () => {
    const { logger, text } = logged(format)
    logger.error('failed', { error: Object.assign(new Error('refused'), { connectionString: 'canary' }) })
    assert.match(text(), /refused/)
    assert.doesNotMatch(text(), /canary/)
  })

  test(`a line break inside a value cannot forge a log line in ${format}`, () => {
    const { logger, text } = logged(format)
    logger.info('call\nforged', { path: '/a\n12:00:00 error forged' })
    assert.equal(text().trimEnd().split('\n').length, 1)
  })
}
