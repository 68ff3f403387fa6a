import { type FieldError, Unprocessable } from '../errors.ts'

/** Collects every rule a specification breaks, so that its author corrects them in one go. */
export interface SpecificationIssues {
  add(pointer: readonly (string | number)[], rule: string, message: string): void
  /** @throws Unprocessable `invalid-specification` when anything was added. */
  throwIfAny(): void
}

/** An empty collection; bounded, so that a hostile document cannot make an endless answer. */
export function createSpecificationIssues(): SpecificationIssues {
  const errors: FieldError[] = []
  return {
    add(pointer, rule, message) {
      if (errors.length < 200) errors.push({ field: toJsonPointer(pointer), rule, message })
    },
    throwIfAny() {
      if (errors.length === 0) return
      throw new Unprocessable({
        problem: 'invalid-specification',
        detail: `The specification breaks ${errors.length} rule${errors.length === 1 ? '' : 's'}; see errors.`,
        errors,
      })
    },
  }
}

/** RFC 6901 section 3. */
function toJsonPointer(segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
