export { addDeliveries, makeMailing } from './make-mailing.ts';
export { sendLetters as sendMailings } from './sending/send-letters.ts';
export { cancelMailing, moveMailing, releaseMailing } from './move-mailing.ts';
export { decideUnknown } from './decide-unknown.ts';
export { getMailing, listMailings, listUnknown, mailingState, standOfMailing } from './view-mailings.ts';
export { getPace, setPace } from './set-pace.ts';
export { readMailingId } from './message-ids.ts';
export type { MailText } from './rules/compose-mail.ts';
