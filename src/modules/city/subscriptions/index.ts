export type { LetterTopic } from './client.ts';
export {
  countAudience,
  countByWhatsapp,
  holdAudience,
  mayStillBeFitted,
  mayStillReceive,
  stillWantsWhatsapp,
  takeAudience,
} from './audience/audience.ts';
export { forgetSubscriber } from './choosing/forget-subscriber.ts';
export { saveOwnLetters, viewOwnLetters } from './choosing/own-letters.ts';
export { savePreferences, stopAll, viewPreferences } from './choosing/preferences.ts';
export { stopAddress } from './choosing/stop-letters.ts';
export { unsubscribe, viewStopping } from './choosing/unsubscribe.ts';
export { lookAtAddress, stopAtWish, type AddressView } from './desk/subscriber-desk.ts';
export { askLetters, lettersForm } from './joining/ask-letters.ts';
export { confirmLetters, viewConfirming } from './joining/confirm-letters.ts';
export { resendConfirmation } from './joining/resend.ts';
export { addTopic, archiveTopic, changeTopic, restoreTopic } from './topics/edit-topics.ts';
export { listLetterTopics, openTopics, viewTopics } from './topics/list-topics.ts';
