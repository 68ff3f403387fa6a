import type { Clock } from '../ports/clock.ts'
import type { MailSender } from '../ports/mail-sender.ts'
import type { UnitOfWork } from '../ports/unit-of-work.ts'
import type { Mail, NotificationStore } from './notification-store.ts'

export interface SendMailsDeps {
  readonly notifications: NotificationStore
  readonly unitOfWork: UnitOfWork
  readonly clock: Clock
  readonly mailSender: MailSender
}

const perPass = 20
const minuteMs = 60_000
/** A message that a replica died with is tried again after this. */
const leaseMs = 5 * minuteMs
/** Tried after 1, 2, 4... minutes; given up after the eighth time, some four hours later. */
const maxAttempts = 8

function settled(
  mail: Mail,
  isSent: boolean,
  now: number,
): Pick<Mail, 'state' | 'attempts' | 'next_attempt_at' | 'sent_at'> {
  const attempts = mail.attempts + 1
  const at = new Date(now).toISOString()
  if (isSent) return { state: 'sent', attempts, next_attempt_at: at, sent_at: at }
  const next = new Date(now + 2 ** mail.attempts * minuteMs).toISOString()
  return { state: attempts >= maxAttempts ? 'failed' : 'waiting', attempts, next_attempt_at: next, sent_at: null }
}

/** Sends what waits, outside every transaction. Answers how many were sent and how many not. */
export async function sendMails(deps: SendMailsDeps): Promise<{ readonly sent: number; readonly failed: number }> {
  const now = deps.clock.now()
  const until = new Date(now + leaseMs).toISOString()
  const taken = await deps.unitOfWork.transaction((tx) =>
    deps.notifications.takeWaiting(tx, new Date(now).toISOString(), until, perPass),
  )
  let sent = 0
  for (const mail of taken) {
    const isSent = await deps.mailSender
      .send({ to: mail.address, subject: mail.subject, text: mail.body, id: mail.id })
      .then(
        () => true,
        () => false,
      )
    if (isSent) sent += 1
    await deps.unitOfWork.transaction((tx) =>
      deps.notifications.settle(tx, mail.id, settled(mail, isSent, deps.clock.now())),
    )
  }
  return { sent, failed: taken.length - sent }
}
