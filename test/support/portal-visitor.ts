import type { Page } from 'playwright-core'

/** Signs in through the portal's own link and ends on the dashboard. */
export async function signInToPortal(page: Page, portal: string, email: string, password: string): Promise<void> {
  await page.goto(`${portal}/session/login?next=/fr/dashboard`)
  await page.locator('#email').fill(email)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(`${portal}/fr/dashboard`)
}

/** A SIRET of the block reserved for fictitious bodies (SIREN 000000xxx), with its check digit. */
export function fictitiousSiret(serial: number): string {
  const siren = withLuhn(`000000${String(serial).padStart(2, '0')}`)
  return withLuhn(`${siren}0001`)
}

function withLuhn(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
