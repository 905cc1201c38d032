export { forgetNoticesAbout, notify, takeBackNotices, takeBackUntold, withdrawNotices } from './notify.ts';
export { notToldYet, reminderSchedule, type ReminderSchedule } from './reminder-schedule.ts';
export { isLateEnoughInTheDay } from './rules/reminder-hours.ts';
export {
  takeBackUntoldGuest,
  tellGuest,
  withdrawGuestMessages,
  withdrawGuestMessagesOf,
  withdrawGuestMessagesTo,
} from './tell-guest.ts';
export { guestCalls, noteGuestCall, type GuestCall } from './guest-calls.ts';
export { guestMessageStates, type GuestMessageState } from './guest-message-states.ts';
export { sendSoon } from './send-soon.ts';
export { channelsTo, channelsToEach, channelsToGuests } from './channels-to.ts';
export { deliveryCounts, listDeliveries } from './list-deliveries.ts';
export { decideDelivery, deliveryDecisions } from './decide-delivery.ts';
export { listPhoneMessages } from './list-phone-messages.ts';
export { listTemplates, previewTemplate, resetTemplate, saveTemplate } from './edit-templates.ts';
export {
  getQuietHours,
  getSchedule,
  saveQuietHours,
  saveSchedule,
  scheduledScopes,
  type ScheduleScope,
  type ScheduleValue,
  type ScheduleView,
} from './edit-schedule.ts';
export { tryChannel } from './try-channel.ts';
export { listChannels, saveChannel, type ChannelInput, type ChannelView } from './edit-channels.ts';
export {
  getOwnChoices,
  readUnsubscribeLink,
  saveOwnChoices,
  unsubscribe,
  type Choice,
  type ChoicesView,
} from './edit-choices.ts';
export { addDevice, makeTelegramLink, pushKey, removeDevice, unlinkTelegram } from './link-devices.ts';
export type { Delivery } from './data/delivery-log.queries.ts';
export {
  defineNotice,
  gatherNotices,
  type KeptNotice,
  type NoticeKind,
  type NoticeKinds,
  type NoticePlace,
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
export { noticeName } from './frame.ts';
export { ownWords } from './notices.ts';
export { countSealedChannels, resealChannels } from './channel-settings.ts';
