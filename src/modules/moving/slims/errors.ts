import { defineErrors } from '#platform/errors';

/** Refusals of moving in from SLiMS; the sentences are `error_slims_*` in the messages. */
export const slimsErrors = defineErrors('slims', {
  dumpMissing: 404,
  noDumpInside: 422,
  packedBroken: 422,
  tooLarge: 413,
  dumpCut: 422,
  dumpTooLong: 413,
  dumpNotADump: 422,
  dumpUtf16: 422,
  dumpCharset: 422,
  dumpValue: 422,
  dumpRowWidth: 422,
  dumpColumnsUnknown: 422,
  dumpDatabases: 422,
  rowsMissing: 422,
  notSlims: 422,
  libraryNeeded: 422,
  busy: 409,
});
