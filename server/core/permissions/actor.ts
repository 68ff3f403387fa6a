export type { Actor, ActorMembership } from '../accounts/actor.ts'
