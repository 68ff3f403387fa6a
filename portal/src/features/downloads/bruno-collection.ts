import type { ApiDetail } from '../../api/descriptor.ts'
import { type ExampleCall, exampleCalls } from './example-calls.ts'

const variable = (name: string, value: string, secret = false) => ({ name, value, type: 'text', enabled: true, secret })

/** A Bruno collection in one file. The client id and secret are typed into its environment; it holds neither. */
export function brunoCollection(detail: ApiDetail, title: string, gatewayUrl: string): object {
  return {
    name: `${title} ${detail.version}`,
    version: '1',
    items: exampleCalls(detail.descriptor).map(itemOf),
    environments: [
      {
        name: 'sandbox',
        variables: [variable('gateway', gatewayUrl), variable('client_id', ''), variable('client_secret', '', true)],
      },
    ],
    root: {
      request: {
        auth: {
          mode: 'oauth2',
          oauth2: {
            grantType: 'client_credentials',
            accessTokenUrl: '{{gateway}}/oauth2/token',
            clientId: '{{client_id}}',
            clientSecret: '{{client_secret}}',
            scope: '',
            credentialsPlacement: 'basic_auth_header',
            credentialsId: 'credentials',
            tokenPlacement: 'header',
            tokenHeaderPrefix: 'Bearer',
          },
        },
      },
    },
  }
}

function itemOf({ name, call }: ExampleCall, index: number): object {
  const search = call.path.split('?')[1] ?? ''
  const params = [...new URLSearchParams(search)].map(([key, value]) => ({
    name: encodeURIComponent(key),
    value: encodeURIComponent(value),
    type: 'query',
    enabled: true,
  }))
  return {
    type: 'http-request',
    name,
    seq: index + 1,
    request: {
      url: `{{gateway}}${call.path}`,
      method: call.method,
      headers: Object.entries(call.headers).map(([header, value]) => ({ name: header, value, enabled: true })),
      params,
      auth: { mode: 'inherit' },
      body: call.body === null ? { mode: 'none' } : { mode: 'json', json: call.body },
      script: {},
      vars: {},
      assertions: [],
      tests: '',
    },
  }
}
