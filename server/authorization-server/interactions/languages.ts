import { en } from './locales/en.ts'
import { fr } from './locales/fr.ts'
import type { Messages } from './messages.ts'

/** The languages of the login pages; the first is the fallback. */
export const languages = { fr, en } as const satisfies Readonly<Record<string, Messages>>

export type Language = keyof typeof languages
