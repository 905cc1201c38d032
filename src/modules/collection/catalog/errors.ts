import { defineErrors } from '#platform/errors';

/** Refusals of the catalogue; the sentences are `error_catalog_*` in the messages. */
export const catalogErrors = defineErrors('catalog', {
  bibNotFound: 404,
  bibHasItems: 409,
  /** Copies of it are on order, or a subscription runs. */
  bibExpected: 409,
  /** Readers wait for it, or have one of its files. Params: `count`. */
  bibWaitedFor: 409,
  /** The record into which it was merged was merged itself. Params: `title` of that one. */
  bibMergedFurther: 409,
  bibDuplicate: 409,
  bibNotDeleted: 409,
  bibDeleted: 409,
  /** Other libraries have a part in it: only whoever catalogues for the network writes it. */
  sharedRecord: 403,
  /** It stands in records of other libraries, which would be rewritten. */
  sharedHeading: 403,
  marcInvalid: 422,
  itemNotFound: 404,
  itemOnLoan: 409,
  itemSetAside: 409,
  /** Readers wait for this very copy, or have booked it. */
  itemPromised: 409,
  itemOfAnother: 409,
  itemWithdrawn: 409,
  itemNotWithdrawn: 409,
  /** It was changed, lent, labelled or counted since it was added, or something else points at it. */
  itemTouched: 409,
  /** It was added too long ago to be taken back. Params: `barcode`, `hours`. */
  undoAddingLate: 409,
  barcodeTaken: 409,
  barcodeInvalid: 422,
  accessionTaken: 409,
  libraryUnknown: 422,
  itemTypeUnknown: 422,
  spaceUnknown: 422,
  reasonMissing: 422,
  bibSame: 422,
  requestKeyUsed: 409,
  attachmentNotFound: 404,
  attachmentNotForYou: 403,
  /** It is lent, and opened on its reading page only. */
  attachmentLent: 403,
  recordTooLong: 422,
  exportTooLongForXlsx: 422,
  authorityNotFound: 404,
  authorityExists: 409,
  authorityMerged: 409,
  authoritySame: 422,
  authorityKindsDiffer: 409,
});
