export { forgetNoticesAbout, notify, takeBackNotices, takeBackUntold, withdrawNotices } from './notify.ts';
export { notToldYet, reminderSchedule, type ReminderSchedule } from './reminder-schedule.ts';
export { isLateEnoughInTheDay } from './rules/reminder-hours.ts';
export {
  takeBackUntoldGuest,
  tellGuest,
  withdrawGuestMessages,
  withdrawGuestMessagesOf,
  withdrawGuestMessagesTo,
  type GuestNotice,
} from './tell-guest.ts';
export { guestCalls, noteGuestCall, type GuestCall } from './guest-calls.ts';
export { guestMessageStates, type GuestMessageState } from './guest-message-states.ts';
export { sendSoon } from './send-soon.ts';
export { channelsTo, channelsToEach, channelsToGuests } from './channels-to.ts';
export { deliveryCounts, getDelivery, listDeliveries, type DeliveryQuery } from './list-deliveries.ts';
export { decideDelivery, deliveryDecisions, type DeliveryDecision } from './decide-delivery.ts';
export { listPhoneMessages, type PhoneMessage } from './list-phone-messages.ts';
export { listTemplates, previewTemplate, resetTemplate, saveTemplate, type TemplateView } from './edit-templates.ts';
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
export { tryChannel, type Trial } from './try-channel.ts';
export { listChannels, saveChannel, type ChannelInput, type ChannelView } from './edit-channels.ts';
export {
  getChoices,
  getOwnChoices,
  readUnsubscribeLink,
  saveChoices,
  saveOwnChoices,
  unsubscribe,
  type Choice,
  type ChoicesView,
} from './edit-choices.ts';
export {
  addDevice,
  makeTelegramLink,
  pushKey,
  removeDevice,
  unlinkTelegram,
  type DeviceInput,
} from './link-devices.ts';
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
export { noticeErrors } from './errors.ts';
export { countSealedChannels, resealChannels } from './channel-settings.ts';
