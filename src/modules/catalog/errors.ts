import { defineErrors } from '#platform/errors';

/** Refusals of the catalogue; the sentences are `error_catalog_*` in the messages. */
export const catalogErrors = defineErrors('catalog', {
  bibNotFound: 404,
  bibHasItems: 409,
  bibDuplicate: 409,
  bibNotDeleted: 409,
  bibDeleted: 409,
  marcInvalid: 422,
  itemNotFound: 404,
  itemOnLoan: 409,
  itemWithdrawn: 409,
  itemNotWithdrawn: 409,
  barcodeTaken: 409,
  barcodeInvalid: 422,
  accessionTaken: 409,
  libraryUnknown: 422,
  itemTypeUnknown: 422,
  spaceUnknown: 422,
  reasonMissing: 422,
  authorityNotFound: 404,
  authorityExists: 409,
  authorityMerged: 409,
  authoritySame: 422,
  authorityKindsDiffer: 409,
});
