import type { Language } from '../interactions/languages.ts'
import { en } from './locales/en.ts'
import { fr } from './locales/fr.ts'
import type { ChoiceMessages } from './messages.ts'

/** The sentences in each language. */
export const choiceMessages: Readonly<Record<Language, ChoiceMessages>> = { fr, en }
