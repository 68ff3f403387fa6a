import type { CountryPack } from '../ports/country-pack.ts'
import type { LegalContext } from './grant.ts'

/** The context of a sandbox call that states none. */
export const sandboxTestContext: LegalContext = {
  code: 'SANDBOX:TEST',
  label: {
    fallback: 'fr',
    texts: { fr: 'Essai sur des personnes fictives', en: 'Test on synthetic people' },
  },
}

/** What a sandbox call may state: the test context, and every context of the pack's use cases, to rehearse. */
export function sandboxContexts(pack: CountryPack): readonly LegalContext[] {
  const contexts = [sandboxTestContext, ...pack.useCases.flatMap((useCase) => useCase.legal_contexts)]
  return [...new Map(contexts.map((context) => [context.code, context])).values()]
}
