import type { ApiDetail } from '../../api/descriptor.ts'
import { type ExampleCall, exampleCalls } from './example-calls.ts'

const variable = (key: string, value: string) => ({ key, value, type: 'string' })

/**
 * A Postman collection, format 2.1. It gets its token from the gateway with the client id and secret the
 * reader types into its variables; it holds neither.
 */
export function postmanCollection(detail: ApiDetail, title: string, gatewayUrl: string): object {
  const setting = (key: string, value: string) => ({ key, value, type: 'string' })
  return {
    info: {
      name: `${title} ${detail.version}`,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: {
      type: 'oauth2',
      oauth2: [
        setting('grant_type', 'client_credentials'),
        setting('accessTokenUrl', '{{gateway}}/oauth2/token'),
        setting('clientId', '{{client_id}}'),
        setting('clientSecret', '{{client_secret}}'),
        setting('client_authentication', 'header'),
        setting('addTokenTo', 'header'),
      ],
    },
    variable: [variable('gateway', gatewayUrl), variable('client_id', ''), variable('client_secret', '')],
    item: exampleCalls(detail.descriptor).map(itemOf),
  }
}

function itemOf({ name, call }: ExampleCall): object {
  const [path = '', search = ''] = call.path.split('?')
  const query = [...new URLSearchParams(search)].map(([key, value]) => ({
    key: encodeURIComponent(key),
    value: encodeURIComponent(value),
  }))
  const json = call.body === null ? [] : [{ key: 'Content-Type', value: 'application/json' }]
  return {
    name,
    request: {
      method: call.method,
      header: [...Object.entries(call.headers).map(([key, value]) => ({ key, value })), ...json],
      url: {
        raw: `{{gateway}}${call.path}`,
        host: ['{{gateway}}'],
        path: path.split('/').slice(1),
        ...(query.length === 0 ? {} : { query }),
      },
      ...(call.body === null ? {} : { body: { mode: 'raw', raw: call.body } }),
    },
  }
}
