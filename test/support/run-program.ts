import { execFile } from 'node:child_process'

/** Runs a program to its end; its output. @throws with what it said when it fails or takes half a minute. */
export function runProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { env: { ...process.env, ...env }, timeout: 30_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${file}: ${error.message}\n${stdout}\n${stderr}`))
      else resolve(stdout)
    })
  })
}

/** Whether this machine has the program. */
export async function hasProgram(file: string, args: readonly string[] = ['--version']): Promise<boolean> {
  return runProgram(file, args, {}).then(
    () => true,
    () => false,
  )
}
