export type { Audience, LetterTopic, OwnLetters } from './client.ts';
export {
  countAudience,
  isWholeAudience,
  mayStillReceive,
  takeAudience,
  type Receiver,
} from './audience/audience.ts';
export { forgetSubscriber } from './choosing/forget-subscriber.ts';
export { saveOwnLetters, viewOwnLetters, type MemberLetters } from './choosing/own-letters.ts';
export { savePreferences, stopAll, viewPreferences } from './choosing/preferences.ts';
export { stopAddress } from './choosing/stop-letters.ts';
export { unsubscribe, viewStopping, type Stopping } from './choosing/unsubscribe.ts';
export { lookAtAddress, stopAtWish, type AddressView } from './desk/subscriber-desk.ts';
export { askLetters, lettersForm } from './joining/ask-letters.ts';
export { confirmLetters, viewConfirming, type Confirming } from './joining/confirm-letters.ts';
export { resendConfirmation } from './joining/resend.ts';
export { addTopic, archiveTopic, changeTopic, restoreTopic } from './topics/edit-topics.ts';
export { findTopic, listLetterTopics, openTopics, viewTopics } from './topics/list-topics.ts';
export type { AskInput, ChoiceInput, OwnInput, TopicInput } from './schema.ts';
