import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export interface Commune {
  readonly code: string
  readonly name: string
  readonly department: string
  readonly postcode: string
}

/** French municipalities by official geographic code. */
export interface Places {
  /** Drawn in proportion to population; `share` is uniform in [0, 1). */
  drawByPopulation(share: number): Commune
  /** Another municipality of the same department: the one `step` places further in the official order. */
  neighbour(code: string, step: number): Commune
  byCode(code: string): Commune | undefined
  /** Every municipality, present or merged since, that bears the name in the department. */
  named(name: string, department: string): readonly string[]
}

interface Row {
  readonly code: string
  readonly nom: string
  readonly type: string
  readonly zone?: string
  readonly departement?: string
  readonly codesPostaux?: readonly string[]
  readonly population?: number
}

/** Paris, Lyon and Marseille: people are born and live in their districts. */
const dividedCities = new Set(['75056', '69123', '13055'])

/** Reads the official list once; overseas departments included, other overseas territories left out. */
export function readPlaces(normalise: (name: string) => string): Places {
  const file = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json')
  const rows = (JSON.parse(readFileSync(file, 'utf8')) as readonly Row[]).filter((row) => row.zone !== 'com')
  const communes: Commune[] = []
  const shares: number[] = []
  let total = 0
  for (const row of rows) {
    const postcode = row.codesPostaux?.[0]
    const isInhabited = row.type === 'commune-actuelle' || row.type === 'arrondissement-municipal'
    if (!isInhabited || !postcode || !row.population || dividedCities.has(row.code)) continue
    total += row.population
    communes.push({ code: row.code, name: row.nom, department: departmentOf(row.code), postcode })
    shares.push(total)
  }
  const positions = new Map(communes.map((commune, index) => [commune.code, index]))
  const officialNames = rows.map(({ code, nom }) => ({ code, name: nom }))
  let names: Map<string, string[]> | undefined

  return {
    drawByPopulation(share) {
      const wanted = share * total
      let low = 0
      let high = shares.length - 1
      while (low < high) {
        const middle = (low + high) >> 1
        if ((shares[middle] ?? total) > wanted) high = middle
        else low = middle + 1
      }
      return communes[low] as Commune
    },
    neighbour(code, step) {
      const department = departmentOf(code)
      const same = communes.filter((commune) => commune.department === department)
      const index = same.findIndex((commune) => commune.code === code)
      return same[(index + step) % same.length] as Commune
    },
    byCode: (code) => communes[positions.get(code) ?? -1],
    named(name, department) {
      names ??= indexNames(officialNames, normalise)
      return names.get(`${department} ${normalise(name)}`) ?? []
    },
  }
}

/** The first two characters; three overseas. */
export function departmentOf(code: string): string {
  return code.slice(0, code.startsWith('97') ? 3 : 2)
}

function indexNames(
  communes: readonly { readonly code: string; readonly name: string }[],
  normalise: (name: string) => string,
): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { code, name } of communes) {
    const key = `${departmentOf(code)} ${normalise(name)}`
    const codes = names.get(key)
    if (!codes) names.set(key, [code])
    else if (!codes.includes(code)) codes.push(code)
  }
  return names
}
