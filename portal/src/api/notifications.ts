import type { ManagementApi } from './management-api.ts'
import type { Mail, Notification, NotificationSettings, Page } from './schemas.ts'

export function listNotifications(api: ManagementApi, cursor?: string): Promise<Page<Notification>> {
  return api.get('/me/notifications', { cursor, page_size: 50 })
}

export function readNotifications(api: ManagementApi, until: string): Promise<void> {
  return api.put('/me/notifications/read', { until })
}

export function getNotificationSettings(api: ManagementApi): Promise<NotificationSettings> {
  return api.get('/me/notification-settings')
}

export function updateNotificationSettings(
  api: ManagementApi,
  settings: NotificationSettings,
): Promise<NotificationSettings> {
  return api.put('/me/notification-settings', settings)
}

export function listMails(api: ManagementApi, cursor?: string): Promise<Page<Mail>> {
  return api.get('/mails', { cursor, page_size: 50 })
}
