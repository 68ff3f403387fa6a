import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', 'portal', 'src', 'i18n')

/** What the portal says in a language, by key: one story then runs in each of them. @throws on a key nobody wrote. */
export function portalWords(lang: 'fr' | 'en'): (key: string) => string {
  const messages: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(folder, `${lang}.json`), 'utf8'))
  return (key) => {
    const text = messages[key]
    if (text === undefined) throw new Error(`${lang}.json has no ${key}`)
    return text
  }
}
