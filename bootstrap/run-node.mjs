import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { findNode } from './find-node.mjs'
import { root } from './root.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2']

/**
 * Runs a TypeScript program on the pinned Node, forwards signals to it and ends as it ends. The IPC
 * channel tells the program when this process is gone, however that came.
 */
export function runNode(program, args) {
  const node = findNode()
  const path = node.includes('/') ? `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` : process.env.PATH
  const child = spawn(node, [join(root, program), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PATH: path,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'octroi', 'compile'),
    },
  })
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Node could not be started: ${error.message}`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
    for (const name of signals) process.removeAllListeners(name)
  })
}
