import { proveCheckpoints } from '#core/audit/verification/prove-checkpoints.ts'
import { verifyLog } from '#core/audit/verification/verify-log.ts'
import { openAuditWorld } from '../../support/audit-world.ts'

const perBatch = 500

/** `audit verify` of the embedded store (PGlite) and of PostgreSQL, with `size` records shipped and sequenced. */
export async function benchAuditVerify(size: number): Promise<unknown> {
  const results: Record<string, { seconds: number; cpu_seconds: number }> = {}
  for (const machine of ['pglite', 'postgres'] as const) {
    await using world = await openAuditWorld(machine, new Date().toISOString())
    for (let shipped = 0; shipped < size; shipped += perBatch) await world.ship(world.openChain(), perBatch)
    await world.checkpoint()
    const { unitOfWork, reader, key } = world
    const signed = await unitOfWork.read((tx) => reader.checkpoints(tx, 0, 500))
    const start = performance.now()
    const cpu = process.cpuUsage()
    const checkpoints = proveCheckpoints(key.publicKey, signed)
    const verdict = await verifyLog({ unitOfWork, reader, publicKey: key.publicKey, checkpoints })
    const seconds = (performance.now() - start) / 1_000
    const { user, system } = process.cpuUsage(cpu)
    const cpu_seconds = (user + system) / 1e6
    if (verdict.findings.length > 0 || verdict.leaves !== size) throw new Error('The log does not verify.')
    results[machine] = { seconds, cpu_seconds }
    const took = `${seconds.toFixed(2)} s, ${cpu_seconds.toFixed(2)} s of CPU in this process`
    console.log(`audit verify, ${machine.padEnd(9)} ${size} records in ${took}`)
  }
  return { size, results }
}
