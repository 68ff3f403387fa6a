import { relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'

export interface Outcome {
  passed: number
  failed: number
  skipped: number
  readonly failures: string[]
}

/** One file may not run longer; a hang must name itself. */
const fileTimeoutMs = 240_000

/** Runs test files, one process each, adding to `outcome`: one line a file, and every failure in full. */
export function runTestFiles(files: readonly string[], concurrency: number, outcome: Outcome): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = run({ files: [...files], concurrency, timeout: fileTimeoutMs })
    const brokenFiles = new Set<string>()
    stream.on('test:fail', (event) => {
      const file = nameOf(event.file)
      if (event.details.type === 'suite') return
      outcome.failed++
      brokenFiles.add(file)
      outcome.failures.push(`${file}: ${event.name}`)
      console.log(`✖ ${file}: ${event.name}`)
      console.log(inspect(event.details.error.cause ?? event.details.error, { depth: 6 }).replaceAll(/^/gm, '    '))
    })
    stream.on('test:pass', (event) => {
      if (event.details.type === 'suite') return
      if (event.skip !== undefined || event.todo !== undefined) {
        outcome.skipped++
        console.log(`- skipped: ${nameOf(event.file)}: ${event.name} ${event.skip ?? event.todo}`)
      } else {
        outcome.passed++
      }
    })
    stream.on('test:stderr', (event) => process.stderr.write(event.message))
    stream.on('test:summary', (event) => {
      if (event.file === undefined) return
      const file = nameOf(event.file)
      const sign = event.success && !brokenFiles.has(file) ? '✔' : '✖'
      console.log(`${sign} ${file} (${event.counts.tests} tests, ${Math.round(event.duration_ms)} ms)`)
    })
    stream.on('error', reject)
    stream.on('end', resolve)
    stream.resume()
  })
}

function nameOf(file: string | undefined): string {
  return file === undefined ? '' : relative(process.cwd(), file)
}
