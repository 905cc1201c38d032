/** What a member can be told. */
export const topics = [
  'before_due',
  'due',
  'overdue_1',
  'overdue_2',
  'overdue_3',
  'hold_waiting',
  'hold_expiring',
  'membership_expiring',
  'receipt',
  'registration',
  'request_answered',
  'suspended',
  'password_cleared',
  'review',
  'bulk_before_due',
  'bulk_due',
  'bulk_overdue',
  'digital_ready',
  'suggestion',
  'program',
  'program_reminder',
  'questionnaire',
  'idea',
  'action_plan',
  'speaker_invitation',
  'speaker_news',
  'generic',
] as const;
export type Topic = (typeof topics)[number];

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

/** Topics whose day is set by the schedule. */
export const scheduledTopics = [
  'before_due',
  'due',
  'overdue_1',
  'overdue_2',
  'overdue_3',
  'hold_expiring',
  'membership_expiring',
] as const;
export type ScheduledTopic = (typeof scheduledTopics)[number];

/** How a topic is told: under which choice of the member, and whether it waits for others and for the morning. */
export interface TopicTraits {
  group: TopicGroup;
  /** An answer to what the member just did: told at once, also in quiet hours. */
  immediate: boolean;
}

const traits: Record<Topic, TopicTraits> = {
  before_due: { group: 'loans', immediate: false },
  due: { group: 'loans', immediate: false },
  overdue_1: { group: 'loans', immediate: false },
  overdue_2: { group: 'loans', immediate: false },
  overdue_3: { group: 'loans', immediate: false },
  hold_waiting: { group: 'holds', immediate: false },
  hold_expiring: { group: 'holds', immediate: false },
  membership_expiring: { group: 'membership', immediate: false },
  receipt: { group: 'receipts', immediate: true },
  registration: { group: 'membership', immediate: true },
  request_answered: { group: 'membership', immediate: false },
  suspended: { group: 'membership', immediate: false },
  password_cleared: { group: 'membership', immediate: true },
  review: { group: 'receipts', immediate: false },
  bulk_before_due: { group: 'loans', immediate: false },
  bulk_due: { group: 'loans', immediate: false },
  bulk_overdue: { group: 'loans', immediate: false },
  digital_ready: { group: 'holds', immediate: false },
  suggestion: { group: 'membership', immediate: false },
  program: { group: 'holds', immediate: false },
  program_reminder: { group: 'holds', immediate: false },
  questionnaire: { group: 'holds', immediate: false },
  idea: { group: 'holds', immediate: false },
  action_plan: { group: 'holds', immediate: false },
  speaker_invitation: { group: 'news', immediate: false },
  speaker_news: { group: 'news', immediate: false },
  generic: { group: 'news', immediate: false },
};

export const traitsOf = (topic: Topic): TopicTraits => traits[topic];

/** What has a text: every topic, and the frame that holds what there is to tell together. */
export const templateTopics = ['frame', ...topics] as const;
export type TemplateTopic = (typeof templateTopics)[number];

export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];
