/** What decides how much a gateway holds in reserve. Units of cost. */
interface ReserveInput {
  /** Units nobody had leased at control's last answer; null before the first. */
  readonly left: number | null
  readonly liveGateways: number
  /** Units taken over the last ten seconds. */
  readonly recent: number
  /** How many times ten seconds a reserve should last; 1 when absent. */
  readonly tens?: number
}

/** An hour, in tens of seconds. */
export const outageTens = 360

/** Below this many units for each gateway nobody keeps a reserve, so that small limits are exact. */
const scarcePerGateway = 20

/**
 * Units to hold beyond what waits: none while units are scarce, else what the horizon needs at the present rate, and at
 * most this gateway's part of half of what is left.
 */
export function reserveOf({ left, liveGateways, recent, tens = 1 }: ReserveInput): number {
  const gateways = Math.max(1, liveGateways)
  if (left === null || left < scarcePerGateway * gateways) return 0
  return Math.floor(Math.min(left / (2 * gateways), recent * tens))
}
