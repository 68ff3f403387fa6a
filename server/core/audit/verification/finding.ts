/** Something that is not as the witnessed checkpoints say. */
export interface Finding {
  /**
   * `altered`: bytes or columns changed. `missing`: a record is gone. `inserted`: a record nobody shipped.
   * `forged`: a checkpoint or statement that does not hold.
   */
  readonly kind: 'altered' | 'missing' | 'inserted' | 'forged'
  readonly shard: string | null
  /** Position in the shard, where it is known. */
  readonly leaf: number | null
  /** One sentence that says what and where. */
  readonly detail: string
}

/** More than these say nothing new: whoever reads them begins with the first. */
export const maxFindings = 100
