export { findDead, send, sendDue, type Claimed } from './outbox/send-due.ts';
export { lookForUnknown } from './outbox/look-for.ts';
export type { OutboxNeeds, Ways } from './outbox/ways.ts';
export { saveSample } from './save-sample.ts';
export { saveHabitIn } from './writing/habits.ts';
