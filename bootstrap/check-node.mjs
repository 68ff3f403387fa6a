/** The oldest Node that can install the packages and start the pinned one. */
const oldest = [20, 19]

/** Ends the process with one sentence when this Node is too old to bootstrap. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(`Octroi needs Node ${oldest.join('.')} or newer to start; this is ${process.versions.node}.`)
  process.exit(1)
}
