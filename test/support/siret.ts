/** A SIRET of the block reserved for tests, with a right check digit (Luhn). `serial` is at most six digits. */
export function siretOf(serial: number): string {
  const body = `21${String(serial).padStart(6, '0')}`.padEnd(13, '0')
  for (let digit = 0; digit < 10; digit += 1) {
    const siret = `${body.slice(0, 8)}${digit}${body.slice(9)}`
    if (luhn(siret.slice(0, 9)) !== 0) continue
    for (let key = 0; key < 10; key += 1) {
      const whole = `${siret.slice(0, 13)}${key}`
      if (luhn(whole) === 0) return whole
    }
  }
  throw new Error('No check digit fits.')
}

function luhn(digits: string): number {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10
}
