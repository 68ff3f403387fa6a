/** A reason not to start that the operator can mend. The message is one sentence for the terminal. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}
