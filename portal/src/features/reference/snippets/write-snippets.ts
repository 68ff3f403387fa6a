import { csharpSnippet } from './csharp-snippet.ts'
import { curlSnippet } from './curl-snippet.ts'
import { goSnippet } from './go-snippet.ts'
import { javaSnippet } from './java-snippet.ts'
import { javascriptSnippet } from './javascript-snippet.ts'
import { phpSnippet } from './php-snippet.ts'
import { pythonSnippet } from './python-snippet.ts'
import type { SnippetCall } from './snippet-call.ts'

const languages = [
  { id: 'curl', label: 'curl', write: curlSnippet },
  { id: 'javascript', label: 'JavaScript', write: javascriptSnippet },
  { id: 'python', label: 'Python', write: pythonSnippet },
  { id: 'java', label: 'Java', write: javaSnippet },
  { id: 'php', label: 'PHP', write: phpSnippet },
  { id: 'csharp', label: 'C#', write: csharpSnippet },
  { id: 'go', label: 'Go', write: goSnippet },
] as const

/** The same call as a whole program in each language, token included. */
export function writeSnippets(call: SnippetCall): { id: string; label: string; code: string }[] {
  return languages.map(({ id, label, write }) => ({ id, label, code: write(call) }))
}
