import type fr from './fr.json'

export type MessageKey = keyof typeof fr
export type Translate = (key: MessageKey, parameters?: Readonly<Record<string, string | number>>) => string

type Messages = Readonly<Record<MessageKey, string>>

/** The message files of this folder are the languages of the portal. */
const files = import.meta.glob<Messages>('./*.json', { eager: true, import: 'default' })
const messages = new Map(Object.entries(files).map(([path, content]) => [path.slice(2, -5), content]))

export const languages: readonly string[] = [...messages.keys()].sort().reverse()
export const fallbackLanguage = 'fr'

/** `{name}` in a message is replaced by the parameter of that name. */
export function translator(lang: string): Translate {
  const own = messages.get(lang) ?? messages.get(fallbackLanguage)
  return (key, parameters = {}) => {
    const text = own?.[key] ?? key
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole))
  }
}

/** A label for a value of an enumeration: `prefix.value`, or the value itself when none is written. */
export function labelOf(t: Translate, prefix: string, value: string): string {
  const key = `${prefix}.${value}`
  const label = t(key as MessageKey)
  return label === key ? value : label
}
