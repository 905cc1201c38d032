import { defineErrors } from '#platform/errors';

/** Refusals of acquisition; sentences are `error_acquisition_*` in the messages. */
export const acquisitionErrors = defineErrors('acquisition', {
  suggestionNotFound: 404,
  /** The library has a record with this ISBN. Params: `bibId`, `title`. */
  alreadyOwned: 409,
  /** Records with the words of the title. Params: `title`, `count`. Sent again with `anyway` it is taken. */
  maybeOwned: 409,
  /** The same title of the same author is suggested already. */
  alreadySuggested: 409,
  /** It was decided: no more votes, and nothing to withdraw. Params: `title`. */
  suggestionDecided: 409,
  /** It has arrived: the decision stays. */
  suggestionArrived: 409,
  budgetNotFound: 404,
  /** The library has a budget of this source, year and name. */
  budgetTaken: 409,
  /** Less than what is ordered and spent. Params: `used`, `usedText`. */
  budgetInUse: 409,
  /** Params: `name`, `missing`, `missingText`, `remainingText`. Sent again with a reason it is taken, where budgets may be managed. */
  budgetExceeded: 409,
  orderNotFound: 404,
  lineNotFound: 404,
  /** Only a draft is changed. Params: `number`. */
  orderPlaced: 409,
  orderEmpty: 409,
  /** Nothing is received for a draft, or after the end. Params: `number`. */
  orderNotOpen: 409,
  /** Params: `title`, `open`: so many are still to come. */
  tooMany: 409,
  /** The key was used for another order. */
  requestKeyUsed: 409,
  copyNotReceived: 404,
  /** It was taken back before. Params: `barcode`. */
  alreadyUndone: 409,
  donationNotFound: 404,
  /** The letter of thanks is written: the gift stays as it is. Params: `number`. */
  donationThanked: 409,
  /** Books wait for a decision, or there are none. Params: `number`. */
  donationOpen: 409,
  /** Params: `title`. */
  bookDecided: 409,
});
