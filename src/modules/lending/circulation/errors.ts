import { defineErrors } from '#platform/errors';

/** Refusals of lending; sentences are `error_circulation_*` in the messages. The first block mirrors rules/can-borrow.ts. */
export const circulationErrors = defineErrors('circulation', {
  itemWithdrawn: 409,
  itemLost: 409,
  itemUnavailable: 409,
  itemInBulkLoan: 409,
  onLoanToMember: 409,
  onLoanToOther: 409,
  memberWithdrawn: 409,
  memberRestricted: 409,
  cardLost: 409,
  guardianConsentMissing: 409,
  referenceOnly: 409,
  mayNotBorrow: 409,
  memberBlocked: 409,
  memberSuspended: 409,
  cardExpired: 409,
  /** Params: `owed`, `owedText`, `max`, `maxText`. */
  owesTooMuch: 409,
  limitReached: 409,
  /** Of one item type. Params: `count`, `max`. */
  typeLimitReached: 409,
  onSiteNotOffered: 409,
  sameTitle: 409,
  hasOverdues: 409,
  confirmOverdues: 409,

  heldForOther: 409,
  itemBooked: 409,
  /** It is set aside for a programme. Params: `title`, `program`, `onText` (its last day). */
  itemForProgram: 409,
  holdNoCopy: 409,
  /** Every copy that there is lies damaged. Params: `title`. */
  holdOnlyDamaged: 409,
  holdNotForLoan: 409,
  holdNotOnCopy: 409,
  holdNotOnTitle: 409,
  holdPickupRefused: 409,
  holdOnLoanToMember: 409,
  /** The member waits for just this copy already. Params: `title`. */
  holdSameCopy: 409,
  holdOnShelf: 409,
  holdPerTitleReached: 409,
  holdLimitReached: 409,
  holdTypeLimitReached: 409,
  holdDayLimitReached: 409,
  holdNotFound: 404,
  holdEnded: 409,
  holdNotQueued: 409,
  /** A school would move somebody whom it does not serve. */
  holdPassesOthers: 409,
  holdNotWaiting: 409,
  /** The mobile library does not come to that stop any more. Params: `place`. */
  holdStopEnded: 409,
  requestKeyUsed: 409,
  renewalWanted: 409,
  renewalBooked: 409,
  transitNotFound: 404,
  itemTravels: 409,
  itemKept: 409,
  itemAway: 409,
  /** It has left the collection, and somebody brings it. Params: `title`, `barcode`. */
  itemWithdrawnHere: 409,
  sameLibrary: 422,
  pullOvertaken: 409,
  /** It is lent, gone or withdrawn, so it is taken in before it is counted as read here. Params: `title`, `barcode`. */
  readingNotHere: 409,
  readingNotFound: 404,

  unknownBarcode: 404,
  unknownMember: 404,
  /** The number of a card that was replaced by another. */
  cardReplaced: 410,
  /** Loans or charges are open. Params: `loans`, `owed`, `owedText`. */
  membershipOpen: 409,
  /** Boxes of bulk loans are with the institution. Params: `number`, `numbers`. */
  membershipBulkLoans: 409,
  overrideReasonNeeded: 422,
  notOnLoan: 409,
  loanNotFound: 404,
  loanNotOpen: 409,
  damageNoteNeeded: 422,
  replacementUnsuitable: 409,
  renewalsExhausted: 409,
  renewalOverdue: 409,
  renewalOthersOverdue: 409,
  renewalTooEarly: 409,
  renewalOnSite: 409,
  undoTooLate: 409,
  undoNotYours: 403,
  undoOvertaken: 409,
  /** From before acts kept what they changed. */
  undoNotKept: 409,
  undoHoldMoved: 409,
  undoSent: 409,
  /** Params: `title`. */
  undoMoneyMoved: 409,
  undoBlockLifted: 409,
  undoBooked: 409,
  undoPlaceTaken: 409,
  /** A renewal: somebody has reserved what it is about since. */
  undoWanted: 409,
  policyNotFound: 404,
  policyTaken: 409,
  policyNeeded: 409,
  receiptEmpty: 409,
});
