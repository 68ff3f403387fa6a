import type { SandboxCall } from './sandbox-call.ts'

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** Gets a token with a client's secret and keeps it in `TOKEN`; needs nothing but curl and sed. */
export function tokenCommand(gatewayUrl: string, clientId: string, secret: string): string {
  return [
    `TOKEN=$(curl -s -u ${quote(`${clientId}:${secret}`)} \\`,
    `  -d grant_type=client_credentials ${gatewayUrl}/oauth2/token \\`,
    `  | sed -n 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/p')`,
  ].join('\n')
}

/** The same call from a shell, with the token in `TOKEN`. */
export function callCommand(gatewayUrl: string, call: SandboxCall): string {
  const lines = [`curl -g ${call.method === 'GET' ? '' : `-X ${call.method} `}-H "Authorization: Bearer $TOKEN"`]
  for (const [name, value] of Object.entries(call.headers)) lines.push(`  -H ${quote(`${name}: ${value}`)}`)
  if (call.body !== null) lines.push(`  -H 'Content-Type: application/json'`, `  -d ${quote(call.body)}`)
  lines.push(`  ${quote(`${gatewayUrl}${call.path}`)}`)
  return lines.join(' \\\n')
}
