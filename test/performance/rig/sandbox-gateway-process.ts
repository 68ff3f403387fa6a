import { startGatewayBefore } from '#support/sandbox-behind-gateway.ts'

/** A sandbox gateway before the engine at the address given. Prints its port. */
const { gateway } = await startGatewayBefore(process.argv[2] ?? '')
console.log(String(gateway.port))
