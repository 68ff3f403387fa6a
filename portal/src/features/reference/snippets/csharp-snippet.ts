import { quoted, type SnippetCall } from './snippet-call.ts'

/** .NET 6 or newer, as top-level statements. */
export function csharpSnippet(call: SnippetCall): string {
  const lines = [
    'using System.Net.Http.Headers;',
    'using System.Text;',
    'using System.Text.Json;',
    '',
    'using var http = new HttpClient();',
    `var pair = ${quoted(`${call.clientId}:`)} + Environment.GetEnvironmentVariable("OCTROI_CLIENT_SECRET");`,
    `var issuing = new HttpRequestMessage(HttpMethod.Post, ${quoted(call.tokenUrl)});`,
    'issuing.Headers.Authorization = new AuthenticationHeaderValue(',
    '    "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));',
    'issuing.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" });',
    'var issued = await (await http.SendAsync(issuing)).Content.ReadAsStringAsync();',
    'var token = JsonDocument.Parse(issued).RootElement.GetProperty("access_token").GetString();',
    '',
    `var call = new HttpRequestMessage(new HttpMethod(${quoted(call.method)}), ${quoted(call.url)});`,
    'call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);',
    ...Object.entries(call.headers).map(
      ([name, value]) => `call.Headers.TryAddWithoutValidation(${quoted(name)}, ${quoted(value)});`,
    ),
    ...(call.body === null
      ? []
      : [`call.Content = new StringContent(${quoted(call.body)}, Encoding.UTF8, "application/json");`]),
    'var answer = await http.SendAsync(call);',
    'Console.WriteLine((int)answer.StatusCode + " " + await answer.Content.ReadAsStringAsync());',
  ]
  return lines.join('\n')
}
