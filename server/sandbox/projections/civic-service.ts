import { employerOf } from '#sandbox-data/employers.ts'
import type { CivicService } from '#sandbox-data/population.ts'
import { firstDayOf } from '#sandbox-data/rules/month.ts'
import { noFile } from './check-file.ts'
import type { Projection } from './projection.ts'

/** Contracts of civic service that run and that ran, from employers' declarations (GIP-MDS). */
export const civicService: Projection = {
  designation: 'education',
  project({ person, month, providerCode }) {
    const service = person.civic_service
    if (service === null || service.from > month) {
      return noFile(
        providerCode,
        'no-civic-service',
        "La personne est identifiée, mais n'a pas fait de service civique.",
      )
    }
    const isRunning = month <= service.until
    const data = {
      statut_actuel: contractOf(isRunning ? service : null),
      statut_passe: contractOf(isRunning ? null : service),
    }
    return { kind: 'projected', data, rule: isRunning ? 'civic-service' : 'civic-service-before' }
  },
}

function contractOf(service: CivicService | null): object {
  if (service === null) {
    const host = { siret: null, raison_sociale: null }
    return { contrat_trouve: false, organisme_accueil: host, date_debut_contrat: null, date_fin_contrat: null }
  }
  const { siret, name } = employerOf(service.host)
  return {
    contrat_trouve: true,
    organisme_accueil: { siret, raison_sociale: name },
    date_debut_contrat: firstDayOf(service.from),
    date_fin_contrat: lastDayOf(service.until),
  }
}

function lastDayOf(month: number): string {
  const next = Date.parse(`${firstDayOf(month + 1)}T00:00:00Z`)
  return new Date(next - 86_400_000).toISOString().slice(0, 10)
}
