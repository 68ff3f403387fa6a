import { headersOf, type SnippetCall } from './snippet-call.ts'

const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** A shell with curl and sed. */
export function curlSnippet(call: SnippetCall): string {
  const lines = [
    `TOKEN=$(curl -s -u ${single(`${call.clientId}:`)}"$OCTROI_CLIENT_SECRET" \\`,
    `  -d grant_type=client_credentials ${single(call.tokenUrl)} \\`,
    `  | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')`,
    '',
    `curl -g -X ${call.method} ${single(call.url)} \\`,
    ...headersOf(call).map(([name, value]) => `  -H ${single(`${name}: ${value}`)} \\`),
    ...(call.body === null ? [] : [`  -d ${single(call.body)} \\`]),
    '  -H "Authorization: Bearer $TOKEN"',
  ]
  return lines.join('\n')
}
