/** Parameters of a demand by name, brackets removed; each is the list of its values. */
export type Inputs = ReadonlyMap<string, readonly string[]>

const maxValues = 200

/** The parameters of a query string. */
export function inputsOfQuery(query: URLSearchParams): Inputs {
  const inputs = new Map<string, string[]>()
  for (const [name, value] of [...query].slice(0, maxValues)) append(inputs, name.replace(/\[\]$/, ''), value)
  return inputs
}

/** The members of a JSON body: texts, numbers, and lists of them. Null when it is anything else. */
export function inputsOfBody(text: string): Inputs | null {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const inputs = new Map<string, string[]>()
  for (const [name, value] of Object.entries(body).slice(0, maxValues)) {
    for (const each of Array.isArray(value) ? value.slice(0, maxValues) : [value]) {
      if (typeof each !== 'string' && typeof each !== 'number') return null
      append(inputs, name, String(each))
    }
  }
  return inputs
}

function append(inputs: Map<string, string[]>, name: string, value: string): void {
  const values = inputs.get(name)
  if (values) values.push(value)
  else inputs.set(name, [value])
}
