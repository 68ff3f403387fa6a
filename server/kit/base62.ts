const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** `bytes` as one big-endian number in base 62, padded to the length its size always fits in. */
export function toBase62(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; rest > 0n; rest /= 62n) text = `${alphabet[Number(rest % 62n)]}${text}`
  const length = Math.ceil((bytes.length * 8) / Math.log2(62))
  return text.padStart(length, '0')
}
