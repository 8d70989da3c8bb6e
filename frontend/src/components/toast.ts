import type { NotificationData } from '@mantine/notifications';

/** Says something in passing. Loaded with its first use: most visits never show one. */
export async function toast(data: NotificationData): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show(data);
}
