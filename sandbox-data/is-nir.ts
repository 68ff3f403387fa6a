import { nirKey } from '#packs/fr/nir-key.ts'

/** Whether a text is a NIR, or a number of waiting (NIA), in its plain form, with a correct key. */
export function isNir(text: string): boolean {
  return /^[1-4]\d{4}(\d{2}|2[AB])\d{8}$/.test(text) && nirKey(text.slice(0, 13)) === text.slice(13)
}
