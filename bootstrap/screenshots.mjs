import { buildPortal } from './build-portal.mjs'
import { checkNode } from './check-node.mjs'
import { install } from './install.mjs'
import { runNode } from './run-node.mjs'

checkNode()
install()
buildPortal()
runNode('test/journeys/take-screenshots.ts', process.argv.slice(2))
