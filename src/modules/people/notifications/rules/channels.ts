/** What a member chooses channels for. */
export const topicGroups = ['loans', 'holds', 'membership', 'receipts', 'news'] as const;
export type TopicGroup = (typeof topicGroups)[number];

/** Channels that send by themselves. */
export const channels = ['email', 'push', 'whatsapp', 'telegram'] as const;
export type Channel = (typeof channels)[number];
/** `phone`: a librarian sends it from the phone of the library by a link that opens WhatsApp with the text in it. */
export type DeliveryChannel = Channel | 'phone';
export const deliveryChannels: readonly DeliveryChannel[] = [...channels, 'phone'];

/**
 * `unknown`: it went out, but whether it arrived is not known (the process ended, or the answer never came). It is never sent
 * again by itself. `cancelled`: what it had to tell was no longer true.
 */
export const deliveryStates = ['pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** On which side of the day itself a reminder comes whose day the schedule sets. */
export type ReminderSide = 'before' | 'day' | 'after';

export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];
