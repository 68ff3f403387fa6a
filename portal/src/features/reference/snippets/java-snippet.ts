import { headersOf, quoted, type SnippetCall } from './snippet-call.ts'

/** Java 11 or newer, without any library: `java Call.java`. */
export function javaSnippet(call: SnippetCall): string {
  const publisher = call.body === null ? 'noBody()' : `ofString(${quoted(call.body)})`
  const lines = [
    'import java.net.URI;',
    'import java.net.http.*;',
    'import java.util.Base64;',
    '',
    'class Call {',
    '  public static void main(String[] arguments) throws Exception {',
    '    HttpClient http = HttpClient.newHttpClient();',
    `    String pair = ${quoted(`${call.clientId}:`)} + System.getenv("OCTROI_CLIENT_SECRET");`,
    `    HttpRequest issuing = HttpRequest.newBuilder(URI.create(${quoted(call.tokenUrl)}))`,
    '        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()))',
    '        .header("Content-Type", "application/x-www-form-urlencoded")',
    '        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")).build();',
    '    String issued = http.send(issuing, HttpResponse.BodyHandlers.ofString()).body();',
    '    String token = issued.replaceAll("(?s).*\\"access_token\\"\\\\s*:\\\\s*\\"([^\\"]+)\\".*", "$1");',
    '',
    `    HttpRequest call = HttpRequest.newBuilder(URI.create(${quoted(call.url)}))`,
    '        .header("Authorization", "Bearer " + token)',
    ...headersOf(call).map(([name, value]) => `        .header(${quoted(name)}, ${quoted(value)})`),
    `        .method(${quoted(call.method)}, HttpRequest.BodyPublishers.${publisher}).build();`,
    '    HttpResponse<String> answer = http.send(call, HttpResponse.BodyHandlers.ofString());',
    '    System.out.println(answer.statusCode() + " " + answer.body());',
    '  }',
    '}',
  ]
  return lines.join('\n')
}
