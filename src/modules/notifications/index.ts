export { notify, withdrawNotices, type NoticeInput } from './notify.ts';
export { notToldYet, reminderSchedule, type ReminderDays, type ReminderSchedule } from './reminder-schedule.ts';
export { isLateEnoughInTheDay } from './rules/reminder-hours.ts';
export { sendSoon } from './send-soon.ts';
export { channelsTo } from './channels-to.ts';
export type { NoticeContent, NoticeParams } from './schema.ts';
