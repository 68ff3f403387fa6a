import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Verdict } from '#core/access-requests/access-request.ts'
import { castVote } from '#core/access-requests/cast-vote.ts'
import { editContent } from '#core/access-requests/edit-content.ts'
import { endReopening, positionOf, type Review } from '#core/access-requests/review.ts'
import { submitContent } from '#core/access-requests/submit-content.ts'
import { checkStep } from '#core/access-requests/transitions.ts'
import { DomainError } from '#core/errors.ts'
import { buildAccessContent } from '#support/build-access-content.ts'
import { buildReview } from '#support/build-review.ts'

type Move =
  | { kind: 'edit'; title: number; who: string }
  | { kind: 'submit'; who: string }
  | { kind: 'vote'; decision: number; who: string; verdict: Verdict; stale: boolean }
  | { kind: 'reopen' }
  | { kind: 'cancel_reopening' }

const people = ['author', 'anna', 'bruno', 'chloe', 'dora', 'emil', 'fanny', 'gilles']
const who = fc.constantFrom(...people)
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), title: fc.nat(2), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('submit' as const), who: fc.constantFrom('author', 'author', 'chloe') }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('vote' as const),
      decision: fc.nat(2),
      who,
      verdict: fc.constantFrom<Verdict>(...Array<Verdict>(9).fill('approve'), 'refuse', 'request_changes'),
      stale: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel_reopening' as const) }) },
)

const planned = [
  { organization_id: 'cnaf', power: 'provider' as const, required_votes: 2 },
  { organization_id: 'cnam', power: 'provider' as const, required_votes: 1 },
  { organization_id: 'operator', power: 'operator' as const, required_votes: 1 },
]

/** Who approved which content in which decision since the last submission: kept apart from the code under test. */
interface Ledger {
  approvals: { decision: string; who: string; hash: string }[]
  previousHash: string
}

function take(review: Review, move: Move, at: number, ledger: Ledger): Review {
  const now = new Date(at * 1000).toISOString()
  switch (move.kind) {
    case 'edit':
      return editContent(review, { title: `title ${move.title}` }, move.who, now)
    case 'submit': {
      const content = buildAccessContent(review.request.content)
      const next = submitContent(review, {
        content,
        planned,
        accountId: move.who,
        now,
        dueAt: now,
        newId: () => crypto.randomUUID(),
      })
      ledger.approvals = []
      return next
    }
    case 'vote': {
      const decision = review.decisions[move.decision]
      if (decision === undefined) return review
      const hash = move.stale ? ledger.previousHash : review.request.content_hash
      const scopes = decision.power === 'provider' ? { 'quotient-familial@v3': ['cnaf_quotient_familial'] } : null
      const { review: next } = castVote(review, {
        id: `vote ${at}`,
        decision_id: decision.id,
        account_id: move.who,
        verdict: move.verdict,
        scopes: move.verdict === 'approve' ? scopes : null,
        conditions: null,
        motive: 'motive',
        remedy: 'remedy',
        content_hash: hash,
        voided_at: null,
        created_at: now,
      })
      if (move.verdict === 'approve') ledger.approvals.push({ decision: decision.id, who: move.who, hash })
      return next
    }
    case 'reopen': {
      const state = checkStep(positionOf(review), 'reopen')
      const content = buildAccessContent(review.request.content)
      const running = { id: 'H1', state: 'active' as const, content, content_hash: review.request.content_hash }
      return { ...review, request: { ...review.request, state, reopened_from: 'H1' }, running }
    }
    case 'cancel_reopening':
      return endReopening(review, checkStep(positionOf(review), 'cancel_reopening'), now)
  }
}

test('no sequence of steps approves a request without the required votes on its present content', () => {
  let approved = 0
  fc.assert(
    fc.property(fc.array(moves, { minLength: 8, maxLength: 40 }), (moved) => {
      const sequence: Move[] = [{ kind: 'submit', who: 'author' }, ...moved]
      let review = buildReview()
      const ledger: Ledger = { approvals: [], previousHash: '0'.repeat(64) }
      sequence.forEach((move, index) => {
        const before = review
        try {
          review = take(before, move, index, ledger)
        } catch (error) {
          if (!(error instanceof DomainError)) throw error
          return
        }
        if (review.request.content_hash !== before.request.content_hash) {
          ledger.previousHash = before.request.content_hash
        }
        const isNewApproval = before.request.state === 'submitted' && review.request.state === 'approved'
        if (!isNewApproval || move.kind === 'cancel_reopening') return
        if (move.kind === 'vote' && move.verdict === 'refuse') return
        approved += 1
        const sufficient = review.decisions.map((decision) => {
          const voters = ledger.approvals
            .filter((vote) => vote.decision === decision.id && vote.hash === before.request.content_hash)
            .map((vote) => vote.who)
          assert.ok(!voters.some((person) => before.request.authors.includes(person)), 'an author decided')
          return { decision, isApproved: new Set(voters).size >= decision.required_votes }
        })
        const standing = ledger.approvals.filter((vote) => vote.hash === before.request.content_hash)
        assert.equal(new Set(standing.map((vote) => vote.who)).size, standing.length, 'one person approved twice')
        for (const { decision, isApproved } of sufficient) {
          assert.equal(decision.state === 'approved', isApproved, `${decision.organization_id} ${decision.state}`)
        }
        assert.ok(sufficient.some(({ decision, isApproved }) => decision.power === 'operator' && isApproved))
        assert.ok(sufficient.some(({ decision, isApproved }) => decision.power === 'provider' && isApproved))
      })
    }),
    { numRuns: 2000, seed: 20260101 },
  )
  assert.ok(approved > 100, `only ${approved} sequences reached an approval: the property saw too little`)
})
