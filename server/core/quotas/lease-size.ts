/** What decides how much a gateway asks for. Units of cost. */
interface LeaseSizeInput {
  /** Cost of the calls that wait for an answer now. */
  readonly waiting: number
  /** Units nobody had leased at control's last answer; null before the first. */
  readonly left: number | null
  readonly liveGateways: number
  /** Units taken over the last `horizon` (10 s). */
  readonly recent: number
}

/** Below this many units for each gateway nobody keeps a reserve, so that small limits are exact. */
const scarcePerGateway = 20

/** Units to hold beyond what waits: none while units are scarce, else what ten seconds at the present rate need. */
export function reserveOf({ left, liveGateways, recent }: Omit<LeaseSizeInput, 'waiting'>): number {
  const gateways = Math.max(1, liveGateways)
  if (left === null || left < scarcePerGateway * gateways) return 0
  return Math.floor(Math.min(left / (2 * gateways), recent))
}

/** Units to ask control for. Control grants at most what is left. */
export function leaseSize(input: LeaseSizeInput): number {
  return input.waiting + reserveOf(input)
}
