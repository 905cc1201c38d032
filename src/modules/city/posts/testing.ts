export { findDead, send, sendDue, type Claimed } from './outbox/send-due.ts';
export { lookForUnknown } from './outbox/look-for.ts';
export type { OutboxNeeds, Ways } from './outbox/ways.ts';
