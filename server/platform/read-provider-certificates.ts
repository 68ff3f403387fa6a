import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProviderCertificates } from '#gateway/upstream/upstream-pools.ts'

/**
 * Certificates for providers from a folder: `HOST.crt` with `HOST.key`, and `HOST.ca` where the provider's own
 * authority is not one of the system's. Read at each connection. A host without both files is shown none.
 */
export function readProviderCertificates(folder: string): ProviderCertificates {
  return (hostname) => {
    // A host name has no separator; what has one would leave the folder.
    if (!/^[a-z0-9.-]+$/.test(hostname) || hostname.startsWith('.')) return null
    const file = (kind: string) => join(folder, `${hostname}.${kind}`)
    if (!existsSync(file('crt')) || !existsSync(file('key'))) return null
    const ca = existsSync(file('ca')) ? { ca: readFileSync(file('ca')) } : {}
    return { cert: readFileSync(file('crt')), key: readFileSync(file('key')), ...ca }
  }
}
