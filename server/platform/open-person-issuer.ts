import { createPersonIssuer, type PersonIssuer } from '#authorization-server/france-connect/create-person-issuer.ts'
import { deriveSigningKey } from '#authorization-server/signing/derive-signing-key.ts'
import type { SnapshotSource } from '#core/snapshot/snapshot-view.ts'
import { publicAddresses } from '../processes/public-addresses.ts'
import { deriveDataProvider, deriveSecret, portalPersonClient } from './derive-data-provider.ts'
import { logIssuerEvent } from './log-issuer-event.ts'
import { personIssuerUrl } from './person-issuer-url.ts'
import { createPersonaChoices } from './persona-choices.ts'
import type { TimedContext } from './timed-context.ts'

/** The sandbox's identity provider, over the personas: no population and no store. Null for a node that was not told the enrolment token. */
export function openPersonIssuer(context: TimedContext, snapshot: SnapshotSource): PersonIssuer | null {
  const { config, topology, enrolmentToken, clock, logger } = context
  // A secret that follows from nothing is known to everybody.
  if (enrolmentToken === '') return null
  const addresses = publicAddresses(config, topology)
  return createPersonIssuer({
    issuerUrl: personIssuerUrl(addresses),
    portalUrl: addresses.portal,
    snapshot,
    choices: createPersonaChoices(clock),
    dataProvider: deriveDataProvider(enrolmentToken),
    ...(config.profile === 'demo' ? { portalClient: portalPersonClient(enrolmentToken) } : {}),
    signingKey: deriveSigningKey(Buffer.from(enrolmentToken), 'octroi sandbox person issuer key 1'),
    secret: deriveSecret(enrolmentToken, 'octroi sandbox person issuer secret 1').toString('base64url'),
    clock,
    observe: (event) => logIssuerEvent(logger, 'sandbox', event),
  })
}
