import type { DeliveryChannel } from '#modules/people/notifications/client';
import { m } from '#i18n/messages';

/** How people call a channel. */
export function channelName(channel: DeliveryChannel): string {
  switch (channel) {
    case 'email':
      return m.notice_channel_email();
    case 'push':
      return m.notice_channel_push();
    case 'whatsapp':
      return m.notice_channel_whatsapp();
    case 'telegram':
      return m.notice_channel_telegram();
    case 'phone':
      return m.notice_channel_phone();
  }
}
