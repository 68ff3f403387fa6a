/** One call as every language writes it. The secret is never part of it: programs read it from their environment. */
export interface SnippetCall {
  readonly tokenUrl: string
  readonly clientId: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Headers of the call besides the token, with the media type of its body. */
export function headersOf(call: SnippetCall): [string, string][] {
  const own = Object.entries(call.headers)
  return call.body === null ? own : [...own, ['Content-Type', 'application/json']]
}

/** A literal in double quotes that JavaScript, Python, Java, C# and Go all read alike. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}
