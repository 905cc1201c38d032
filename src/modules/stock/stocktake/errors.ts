import { defineErrors } from '#platform/errors';

/** Refusals of stocktakes; sentences are `error_stocktake_*` in the messages. */
export const stocktakeErrors = defineErrors('stocktake', {
  notFound: 404,
  /** It was approved or cancelled. */
  ended: 409,
  /** Nothing in the scope. */
  empty: 422,
  scanNotFound: 404,
  /** Scans came in since the approver looked. */
  changed: 409,
  notApproved: 409,
  /** Another system has finished it: its minutes are there. */
  brought: 409,
  resultNotFound: 404,
  /** The copy has been changed since, so the result cannot be taken back. */
  resultOvertaken: 409,
  weedingNotFound: 404,
  weedingEnded: 409,
  /** No copy that the rules ask for. */
  nothingToWeed: 422,
  /** Nothing was decided to leave. */
  nothingDecided: 409,
  /** Not on the list. Params: `barcode`. */
  notOnList: 404,
  weedingNotDone: 409,
  /** More lines than a printed register may have. Params: `max`. */
  registerTooLong: 422,
});
