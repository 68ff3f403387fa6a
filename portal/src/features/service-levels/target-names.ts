import type { ServiceLevels } from '../../api/schemas.ts'

/** What people call a target, by its identifier. */
export function targetNames(levels: Pick<ServiceLevels, 'targets'>): Map<string, string> {
  const names = levels.targets.map(({ target, name }): [string, string] => [target, name])
  return new Map<string, string>([['platform', 'Octroi'], ...names])
}
