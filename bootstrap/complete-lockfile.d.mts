interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly dev?: boolean
}

export function missingPackages(packages: Readonly<Record<string, LockEntry>>): [string, string, boolean][]
