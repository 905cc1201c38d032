import { defineErrors } from '#platform/errors';

/** Refusals of bulk loans; sentences are `error_bulk_loans_*` in the messages. */
export const bulkLoanErrors = defineErrors('bulk_loans', {
  notFound: 404,
  boxNotFound: 404,
  unknownBarcode: 404,
  unknownMember: 404,
  /** The agreement has ended. */
  ended: 409,
  /** The box has left already. */
  boxGone: 409,
  /** The box is still here. */
  boxHere: 409,
  nothingPacked: 409,
  /** On loan, kept for somebody, travelling, or not fit to be lent. Params: `title`, `barcode`. */
  itemAway: 409,
  itemElsewhere: 409,
  /** It is in a box already. Params: `title`, `number` (of the bulk loan), `box`. */
  itemBoxed: 409,
  notInBox: 409,
  /** It is in no bulk loan. */
  notAway: 409,
  /** A reader of the receiving unit still has it. */
  itemLent: 409,
  stillPacking: 409,
  handedOver: 409,
  requestNotFound: 404,
  /** It was answered or taken back already. */
  requestAnswered: 409,
  /** Its days have gone, or who asked is closed. */
  requestOver: 409,
  /** That library cannot be asked: it is closed for good, or the asking one itself. */
  cannotBeAsked: 422,
});
