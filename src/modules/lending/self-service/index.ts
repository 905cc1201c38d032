export type { OfferedLoan, PresenceKind, ReturnDrop, SelfLoan, SelfServiceRule } from './client.ts';
export { selfServiceErrors } from './errors.ts';
export { librariesForPhones, librariesWithBox, saveSelfServiceRule, selfServiceRuleOf } from './settings.ts';
export { isPresent, libraryOfToken, provePresence, roomCode } from './presence.ts';
export { offerSelfLoan, selfCheckOut } from './self-check-out.ts';
export { listAtDoor, ownReceipts, tickAtDoor, type DoorReceipt, type Receipt } from './door-list.ts';
export { dropInBox, listBox, markMissingFromBox, ownDrops } from './return-box.ts';
export { addKiosk, enrolKiosk, listKiosks, renewKioskCode, revokeKiosk, type Kiosk } from './kiosks.ts';
export {
  closeKiosk,
  layBefore,
  lendBasket,
  openKiosk,
  returnAtKiosk,
  sendKioskReceipt,
  takeAway,
  viewKiosk,
  type KioskView,
} from './kiosk-session.ts';
export { saveSelfServiceSample } from './save-sample.ts';
export { spacedCode } from './rules/room-code.ts';
export { forgetSelfLoanKeys } from './data/request-keys.queries.ts';
