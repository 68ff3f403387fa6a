/** Replacements in order, from spelling towards sound, for French first names in capitals without accents. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/PH/g, 'F'],
  [/QU|CK|CH(?=[RL])/g, 'K'],
  [/SCH|CH/g, 'X'],
  [/C(?=[EIY])/g, 'S'],
  [/C/g, 'K'],
  [/G(?=[EIY])/g, 'J'],
  [/H/g, ''],
  [/E?AU/g, 'O'],
  [/AI|EI|ET$/g, 'E'],
  [/Y/g, 'I'],
  [/Z/g, 'S'],
  [/E?[AE][NM](?![AEIOU])/g, 'A'],
  [/(.)\1+/g, '$1'],
  [/(?<=.{2})[ESTXD]+$/, ''],
]

/** Equal for names that sound alike: JEROME and GEROME, PHILIPPE and FILIPE. */
export function phoneticCode(name: string): string {
  return replacements.reduce((sound, [spelling, letter]) => sound.replace(spelling, letter), name)
}
