import { Unavailable } from '#core/errors.ts'
import type { UnitOfWork } from '#core/ports/unit-of-work.ts'
import { temporarilyUnavailable } from '../http/temporarily-unavailable.ts'

/** The unit of work with a store that is away told in the library's own terms, so that it answers 503. */
export function answerableUnitOfWork(unitOfWork: UnitOfWork): UnitOfWork {
  const translate = (error: unknown): never => {
    throw error instanceof Unavailable ? temporarilyUnavailable(error) : error
  }
  return {
    transaction: (work) => unitOfWork.transaction(work).catch(translate),
    read: (work) => unitOfWork.read(work).catch(translate),
  }
}
