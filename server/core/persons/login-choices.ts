import type { LocaleMap } from '../locale/locale-map.ts'
import type { PivotIdentity } from './pivot-identity.ts'

/** A synthetic person as whom somebody may log in, in the sandbox. */
export interface LoginChoice {
  /** Stable: persona and member. */
  readonly id: string
  /** What the persona is for. */
  readonly title: LocaleMap
  readonly identity: PivotIdentity
  readonly email: string
}

/** The persons the sandbox's identity provider offers. Minors and deceased persons are none of them. */
export interface LoginChoices {
  list(): readonly LoginChoice[]
  find(id: string): LoginChoice | null
}
