import { defineErrors } from '#platform/errors';

export const offlineDeskErrors = defineErrors('offline_desk', {
  deviceNotFound: 404,
  /** No device has this token. */
  deviceUnknown: 401,
  deviceRevoked: 410,
  nameTaken: 409,
  /** The key with which the device checks its data is gone: it is enrolled again. */
  keysChanged: 409,
  /** Whoever acted has not fetched data for this device by then, or their account is not active any more. */
  operatorUnknown: 409,
  /** The act says a time that cannot be: later than it arrived, or earlier than its data. */
  clockWrong: 409,
  /** More than a month old. */
  tooOld: 409,
  /** It was decided by data that the server never gave to this device. */
  dataUnknown: 409,
  /** Lent by data that are older than the device may lend by. Params: `hours`. */
  dataTooOld: 409,
  /** The copy went over a desk, into a box or past a stocktake later than that loan says. Params: `barcode`. */
  seenSince: 409,
  /** A return that says to be earlier than the loan that runs now. */
  lentSince: 409,
  conflictNotFound: 404,
  /** Only a loan that somebody may decide otherwise. */
  notOverridable: 409,
});
