import type { DraftContent } from './access-request.ts'
import { hashContent } from './hash-content.ts'
import { positionOf, type Review, voidVotes, withAuthor } from './review.ts'
import { checkStep } from './transitions.ts'

/**
 * Replaces the fields given. Votes cast on another content count no more.
 * @throws Conflict `wrong-state` while it is being reviewed or has ended.
 */
export function editContent(review: Review, fields: DraftContent, accountId: string, now: string): Review {
  const state = checkStep(positionOf(review), 'edit')
  const content = { ...review.request.content, ...fields }
  const hash = hashContent(content)
  const isSame = hash === review.request.content_hash
  const authors = withAuthor(review.request, accountId)
  return {
    ...review,
    request: { ...review.request, state, content, content_hash: hash, authors },
    votes: isSame ? review.votes : voidVotes(review.votes, now),
  }
}
