import type { SubjectReference } from '../subjects/subject-keys.ts'
import type { PivotIdentity } from './pivot-identity.ts'

/**
 * Turns who logged in into the references under which providers know that person (`nir`...), by asking the service that
 * identifies people. Empty when it knows nobody, or cannot tell two people apart: nobody is guessed.
 * @throws Unavailable when it does not answer.
 */
export type ResolvePerson = (identity: PivotIdentity) => Promise<readonly SubjectReference[]>
