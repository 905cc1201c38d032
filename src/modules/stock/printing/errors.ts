import { defineErrors } from '#platform/errors';

/** Refusals of printing; sentences are `error_printing_*` in the messages. */
export const printingErrors = defineErrors('printing', {
  notFound: 404,
  /** Nothing fits what was chosen. */
  nothingChosen: 422,
  /** No copy of this library has it. Params: `barcode`. */
  unknownBarcode: 404,
  /** Params: `number`. */
  unknownMember: 404,
  /** Params: `code`. */
  unknownLink: 404,
  /** A copy without a call number has no spine label. Params: `barcode`. */
  noCallNumber: 409,
  /** Params: `max`. */
  tooMany: 422,
  /** There is no such sheet in this batch. */
  noSheet: 404,
});
