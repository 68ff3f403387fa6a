import { headersOf, quoted, type SnippetCall } from './snippet-call.ts'

/** Python 3.9 or newer, with the standard library alone. */
export function pythonSnippet(call: SnippetCall): string {
  const lines = [
    'import base64, json, os, urllib.error, urllib.request',
    '',
    `pair = ${quoted(`${call.clientId}:`)} + os.environ["OCTROI_CLIENT_SECRET"]`,
    'issuing = urllib.request.Request(',
    `    ${quoted(call.tokenUrl)},`,
    '    data=b"grant_type=client_credentials",',
    '    headers={"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()},',
    ')',
    'token = json.load(urllib.request.urlopen(issuing))["access_token"]',
    '',
    'call = urllib.request.Request(',
    `    ${quoted(call.url)},`,
    `    method=${quoted(call.method)},`,
    '    headers={',
    '        "Authorization": "Bearer " + token,',
    ...headersOf(call).map(([name, value]) => `        ${quoted(name)}: ${quoted(value)},`),
    '    },',
    ...(call.body === null ? [] : [`    data=${quoted(call.body)}.encode(),`]),
    ')',
    'try:',
    '    answer = urllib.request.urlopen(call)',
    'except urllib.error.HTTPError as refused:',
    '    answer = refused',
    'print(answer.status, json.load(answer))',
  ]
  return lines.join('\n')
}
