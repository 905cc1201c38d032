export { forgetNoticesAbout, notify, takeBackNotices, takeBackUntold, withdrawNotices } from './notify.ts';
export { notToldYet, reminderSchedule, type ReminderSchedule } from './texts/reminder-schedule.ts';
export { isLateEnoughInTheDay } from './rules/reminder-hours.ts';
export {
  takeBackUntoldGuest,
  tellGuest,
  withdrawGuestMessages,
  withdrawGuestMessagesOf,
  withdrawGuestMessagesTo,
} from './guests/tell-guest.ts';
export { guestCalls, noteGuestCall, type GuestCall } from './guests/guest-calls.ts';
export { aboutOfMails, isOurMail } from './guests/about-of-mails.ts';
export { guestMessageStates, type GuestMessageState } from './guests/guest-message-states.ts';
export { chatsHeard } from './heard/chats-heard.ts';
export { forgetHeard, takeHeard } from './heard/take-heard.ts';
export type { HeardMessage } from './data/heard.queries.ts';
export { mailsWait } from './outbox/mails-wait.ts';
export { sendSoon } from './outbox/send-soon.ts';
export { channelsTo, channelsToEach, channelsToGuests } from './channels/channels-to.ts';
export { deliveryCounts, listDeliveries } from './outbox/list-deliveries.ts';
export { decideDelivery, deliveryDecisions } from './outbox/decide-delivery.ts';
export { listPhoneMessages } from './outbox/list-phone-messages.ts';
export { listTemplates, previewTemplate, resetTemplate, saveTemplate } from './texts/edit-templates.ts';
export {
  getQuietHours,
  getSchedule,
  saveQuietHours,
  saveSchedule,
  scheduledScopes,
  type ScheduleScope,
  type ScheduleValue,
  type ScheduleView,
} from './texts/edit-schedule.ts';
export { tryChannel } from './channels/try-channel.ts';
export { listChannels, saveChannel, type ChannelInput, type ChannelView } from './channels/edit-channels.ts';
export {
  getOwnChoices,
  readUnsubscribeLink,
  saveOwnChoices,
  unsubscribe,
  type Choice,
  type ChoicesView,
} from './channels/edit-choices.ts';
export { addDevice, makeTelegramLink, pushKey, removeDevice, unlinkTelegram } from './channels/link-devices.ts';
export type { Delivery } from './data/delivery-log.queries.ts';
export {
  defineNotice,
  gatherNotices,
  type KeptNotice,
  type NoticeKind,
  type NoticeKinds,
  type NoticePlace,
  type StillWanted,
} from './notice-kind.ts';
export {
  dayValue,
  exampleInDays,
  firstOf,
  instantValue,
  momentInWords,
  neededWords,
  shortened,
  titleValue,
} from './notice-values.ts';
export { waitsAbout } from './data/waiting.queries.ts';
export { noticeName } from './outbox/frame.ts';
export { ownWords } from './notices.ts';
export {
  countSealedChannels,
  resealChannels,
  whatsappLetters,
  type WhatsappLetters,
} from './channels/channel-settings.ts';
