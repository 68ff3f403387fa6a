import { createPersonIssuer, type PersonIssuer } from '#authorization-server/france-connect/create-person-issuer.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import { deriveDataProvider } from './derive-data-provider.ts'
import { logIssuerEvent } from './log-issuer-event.ts'
import { personIssuerUrl } from './person-issuer-url.ts'
import { createPersonaChoices } from './persona-choices.ts'
import type { TimedContext } from './timed-context.ts'

/** The sandbox's identity provider, over the personas: no population and no store. */
export function openPersonIssuer(context: TimedContext, snapshot: SnapshotSource): PersonIssuer {
  const { config, topology, enrolmentToken, clock, logger } = context
  const addresses = publicAddresses(config, topology)
  return createPersonIssuer({
    issuerUrl: personIssuerUrl(addresses),
    portalUrl: addresses.portal,
    snapshot,
    choices: createPersonaChoices(clock),
    dataProvider: deriveDataProvider(enrolmentToken),
    clock,
    observe: (event) => logIssuerEvent(logger, 'sandbox', event),
  })
}
