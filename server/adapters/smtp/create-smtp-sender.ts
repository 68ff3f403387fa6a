import { createTransport } from 'nodemailer'
import type { MailSender } from '#core/ports/mail-sender.ts'

export interface SmtpConfig {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string
  readonly from: string
}

const timeoutMs = 15_000

/** Sends plain text by SMTP. Without `smtps` the connection is upgraded where the server offers it. */
export function createSmtpSender({ url, from }: SmtpConfig): MailSender {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Our texts come from templates: nothing in them may name a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '')
  return {
    async send({ to, subject, text, id }) {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}
