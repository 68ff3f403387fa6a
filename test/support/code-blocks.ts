/** The text of the first code block after `marker` in a page, as a reader would copy it. */
export function codeAfter(html: string, marker: string): string {
  const from = html.indexOf(marker)
  const code = /<code>([\s\S]*?)<\/code><\/pre>/.exec(from < 0 ? '' : html.slice(from + marker.length))?.[1]
  if (code === undefined) throw new Error(`no code after ${marker}`)
  return unescaped(code)
}

function unescaped(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#34': '"',
    '#39': "'",
    '#x22': '"',
    '#x27': "'",
    '#x3C': '<',
    '#x26': '&',
    amp: '&',
  }
  return html.replaceAll(/&(lt|gt|quot|#34|#39|#x22|#x27|#x3C|#x26|amp);/g, (_, name: string) => entities[name] ?? '')
}
