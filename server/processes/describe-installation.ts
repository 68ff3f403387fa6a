import type { DemoFacts } from './messages.ts'
import type { PublicAddresses } from './public-addresses.ts'

/** What a person who just started the platform needs to know. */
export function describeInstallation(
  addresses: PublicAddresses,
  demo: DemoFacts | null,
  demoFile: string,
  metricsPort: number,
): string {
  const lines = [
    '',
    'Octroi is ready.',
    '',
    `  Portal              ${addresses.portal}`,
    `  Management API      ${addresses.portal}/management/v1`,
    `  Production gateway  ${addresses.production}`,
    `  Sandbox gateway     ${addresses.sandbox}`,
    `  Metrics             http://localhost:${metricsPort}/metrics`,
    '',
  ]
  if (demo === null) return `${lines.join('\n')}\n`
  const widest = Math.max(...demo.accounts.map((account) => account.email.length))
  lines.push(
    'Demonstration: every organization, person and figure is fictional.',
    '',
    ...demo.accounts.map(({ role, email, password }) => `  ${email.padEnd(widest)}  ${password}  ${role}`),
    '',
    `Client credentials and addresses for tools: ${demoFile}`,
    'Ctrl-C stops everything.',
    '',
  )
  return `${lines.join('\n')}\n`
}
