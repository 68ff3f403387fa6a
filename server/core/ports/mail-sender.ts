/** Hands messages to a mail server. Slow: never inside a transaction. */
export interface MailSender {
  /** Resolves when the server has taken it. @throws when it has not: the message is tried again later. */
  send(mail: {
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly id: string
  }): Promise<void>
}
