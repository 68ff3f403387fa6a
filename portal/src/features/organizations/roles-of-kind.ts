import type { Organization, Role } from '../../api/schemas.ts'

/** The roles one may hold in an organization of this kind. */
export function rolesOfKind(kind: Organization['kind']): Role[] {
  if (kind === 'operator') return ['administrator', 'reviewer', 'auditor']
  if (kind === 'provider') return ['owner', 'reviewer', 'auditor']
  if (kind === 'governance') return ['owner', 'auditor']
  return ['owner', 'developer', 'auditor']
}
