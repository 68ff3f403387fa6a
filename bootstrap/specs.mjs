import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkNode } from './check-node.mjs'
import { findNode } from './find-node.mjs'
import { install } from './install.mjs'
import { root } from './root.mjs'

checkNode()
install()
const generator = join(root, 'node_modules', 'openapi-typescript', 'bin', 'cli.js')
for (const output of ['server/control-plane/generated/management.ts', 'portal/src/api/generated/management.ts']) {
  const result = spawnSync(findNode(), [generator, 'specs/management.openapi.yaml', '-o', output], {
    cwd: root,
    stdio: 'inherit',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
}
