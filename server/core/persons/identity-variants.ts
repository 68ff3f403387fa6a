import { canonicalIdentity } from '../subjects/canonical-identity.ts'
import type { SubjectReference } from '../subjects/subject-keys.ts'
import { civilStatusParameters } from './civil-status-parameters.ts'
import type { PivotIdentity } from './pivot-identity.ts'

function withFirstNames(identity: PivotIdentity): Readonly<Record<string, string | readonly string[]>>[] {
  const stated = civilStatusParameters(identity)
  const names = identity.given_name_array.slice(0, 3)
  return names.length === 0 ? [stated] : names.map((_, at) => ({ ...stated, prenoms: names.slice(0, at + 1) }))
}

/**
 * Ways in which a call by civil status may have named exactly this person, as canonical texts. One that leaves out the
 * place or part of the date is none of them: it may have meant somebody of the same name.
 */
export function statedIdentities(identity: PivotIdentity): readonly string[] {
  const stated = civilStatusParameters(identity)
  const isWhole = identity.birthdate !== '' && !/(^0000|-00)/.test(identity.birthdate)
  const variants = isWhole && identity.birthplace !== '' ? withFirstNames(identity) : [stated]
  return variants.map((variant) => canonicalIdentity(variant, Object.keys(variant)))
}

/**
 * Every way an operator may have written this person down when protecting them: birth name with any part of the rest, or
 * one reference under any of `names`. Wider than `statedIdentities`: to protect somebody too much harms nobody.
 */
export function protectableIdentities(
  identity: PivotIdentity,
  references: readonly SubjectReference[],
  names: ReadonlySet<string>,
): readonly string[] {
  const texts = new Set<string>()
  for (const variant of withFirstNames(identity)) {
    const others = Object.keys(variant).filter((name) => name !== 'nomNaissance')
    for (let chosen = 0; chosen < 2 ** others.length; chosen += 1) {
      const kept = others.filter((_, at) => (chosen & (1 << at)) !== 0)
      texts.add(canonicalIdentity(variant, ['nomNaissance', ...kept]))
    }
  }
  for (const { value } of references) for (const name of names) texts.add(canonicalIdentity({ [name]: value }, [name]))
  return [...texts]
}
