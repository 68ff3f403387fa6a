import { normaliseName } from '../normalise-name.ts'
import type { HashedRandom } from './hashed-random.ts'

/** The name a person chose at the public employment service: first name, surname and digits. Unique among those `taken`. */
export function loginOf(
  entity: string,
  firstName: string,
  surname: string,
  random: HashedRandom,
  taken: Set<string>,
): string {
  const word = (name: string) => normaliseName(name).toLowerCase().replaceAll(' ', '')
  for (let attempt = 0; attempt < 100; attempt++) {
    const login = `${word(firstName)}.${word(surname)}${random.integer(entity, `login-${attempt}`, 10, 9999)}`
    if (taken.has(login)) continue
    taken.add(login)
    return login
  }
  throw new Error(`no free login for ${entity}`)
}
