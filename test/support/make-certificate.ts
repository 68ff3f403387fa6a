import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestCertificate {
  readonly cert: string
  readonly key: string
}

/** A self-signed certificate for a day; null where there is no openssl to make it. */
export function makeCertificate(name = 'gateway.test'): TestCertificate | null {
  const scratch = mkdtempSync(join(tmpdir(), 'octroi-certificate-'))
  const [cert, key] = [join(scratch, 'cert.pem'), join(scratch, 'key.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  try {
    const subject = ['-days', '1', '-subj', `/CN=${name}`, '-keyout', key, '-out', cert]
    execFileSync('openssl', ['req', '-x509', ...curve, ...subject], { stdio: 'ignore' })
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch {
    return null
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
