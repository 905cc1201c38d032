export { findDead, sendDue } from './outbox/send-due.ts';
export { lookForUnknown } from './outbox/look-for.ts';
export type { OutboxNeeds } from './outbox/ways.ts';
export { saveSample } from './save-sample.ts';
export { saveHabitIn } from './writing/habits.ts';
export { postsBetween } from './writing/view-posts.ts';
