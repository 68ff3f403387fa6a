import { registrationState, type SubjectRegistration } from '#core/subjects/subject-registration.ts'

/** A file as the management API shows it: without the hash of who it is about. */
export function presentRegistration(registration: SubjectRegistration, now: number) {
  const { identity_hash: _identity, case_hash: _case, organization_id: _organization, ...shown } = registration
  return { ...shown, state: registrationState(registration, now) }
}
