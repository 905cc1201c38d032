export { selfServiceErrors } from './errors.ts';
export { librariesForPhones, librariesWithBox, saveSelfServiceRule, selfServiceRuleOf } from './settings.ts';
export { isPresent, libraryOfToken, provePresence, roomCode } from './presence.ts';
export { offerSelfLoan, selfCheckOut } from './self-check-out.ts';
export { listAtDoor, ownReceipts, tickAtDoor } from './door-list.ts';
export { dropInBox, listBox, markMissingFromBox, ownDrops } from './return-box.ts';
export { addKiosk, enrolKiosk, listKiosks, renewKioskCode, revokeKiosk } from './kiosks.ts';
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
export { spacedCode } from './rules/room-code.ts';
export { forgetSelfLoanKeys } from './data/request-keys.queries.ts';
