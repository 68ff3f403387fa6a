import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Persona, personaSchema } from './persona.ts'

/** Every persona, one file each, in the order of their file names. @throws Error naming the file that breaks a rule. */
export function readPersonas(): readonly Persona[] {
  const folder = join(import.meta.dirname, '../personas')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return files.sort().map((name) => {
    const parsed = personaSchema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
    if (!parsed.success) throw new Error(`sandbox-data/personas/${name}: ${parsed.error.message}`)
    if (`${parsed.data.id}.json` !== name) throw new Error(`sandbox-data/personas/${name}: its id is ${parsed.data.id}`)
    return parsed.data
  })
}
