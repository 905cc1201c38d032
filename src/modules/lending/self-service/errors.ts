import { defineErrors } from '#platform/errors';

/** Refusals of self-service, in words for the reader; sentences are `error_self_service_*` in the messages. */
export const selfServiceErrors = defineErrors('self_service', {
  /** This library does not offer it. */
  notOffered: 409,
  /** A school lends to its own pupils and teachers. */
  notHere: 409,
  /** Nothing proves that the reader is in the house. */
  presenceNeeded: 403,
  /** The room's code is wrong or has changed meanwhile. */
  wrongCode: 409,
  unknownBarcode: 404,
  copyOnLoan: 409,
  /** Params: `title`. */
  copyYours: 409,
  /** Another reader has a hold or a booking. Params: `title`. */
  copyKept: 409,
  /** Read in the library only. Params: `title`. */
  readHere: 409,
  /** Repaired, lost, withdrawn, in a box. Params: `title`. */
  copyAway: 409,
  /** How much is nobody's business here. */
  owesTooMuch: 409,
  /** Params: `max`. */
  limitReached: 409,
  /** Of one item type. Params: `max`. */
  typeLimitReached: 409,
  /** Params: `title`. */
  sameTitle: 409,
  overdueFirst: 409,
  /** Params: `untilText`. */
  suspended: 409,
  /** Params: `onText`. */
  cardExpired: 409,
  /** What only the desk should say. */
  askDesk: 409,
  boxNotOffered: 409,
  /** No running loan of the reader, or of a child they answer for, is of this copy. Params: `barcode`. */
  dropNotYours: 409,
  /** It was said of this loan before, and the copy was in no box. */
  dropAtDesk: 409,
  dropNotFound: 409,
  notOnLoan: 409,
  kioskNotFound: 404,
  /** This tablet is no kiosk, or not any more. */
  kioskNotEnrolled: 401,
  wrongKioskCode: 409,
  /** Nobody stands at the kiosk: it has locked itself. */
  kioskLocked: 409,
  cardUnread: 404,
  requestKeyUsed: 409,
  loanNotFound: 404,
});
