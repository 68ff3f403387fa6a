import { headersOf, type SnippetCall } from './snippet-call.ts'

const single = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** PHP 7.4 or newer, with its curl extension. */
export function phpSnippet(call: SnippetCall): string {
  const lines = [
    '<?php',
    `$issuing = curl_init(${single(call.tokenUrl)});`,
    'curl_setopt_array($issuing, [',
    '    CURLOPT_RETURNTRANSFER => true,',
    `    CURLOPT_USERPWD => ${single(`${call.clientId}:`)} . getenv('OCTROI_CLIENT_SECRET'),`,
    "    CURLOPT_POSTFIELDS => 'grant_type=client_credentials',",
    ']);',
    "$token = json_decode(curl_exec($issuing), true)['access_token'];",
    '',
    `$call = curl_init(${single(call.url)});`,
    'curl_setopt_array($call, [',
    '    CURLOPT_RETURNTRANSFER => true,',
    `    CURLOPT_CUSTOMREQUEST => ${single(call.method)},`,
    ...(call.body === null ? [] : [`    CURLOPT_POSTFIELDS => ${single(call.body)},`]),
    '    CURLOPT_HTTPHEADER => [',
    "        'Authorization: Bearer ' . $token,",
    ...headersOf(call).map(([name, value]) => `        ${single(`${name}: ${value}`)},`),
    '    ],',
    ']);',
    '$body = curl_exec($call);',
    'echo curl_getinfo($call, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;',
  ]
  return lines.join('\n')
}
