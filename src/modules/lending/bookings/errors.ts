import { defineErrors } from '#platform/errors';

/** Refusals of bookings; sentences are `error_bookings_*` in the messages. */
export const bookingErrors = defineErrors('bookings', {
  notFound: 404,
  setNotFound: 404,
  unknownBarcode: 404,
  unknownMember: 404,
  /** The policy does not let this be booked. Params: `title`. */
  notBookable: 409,
  /** The copy is lost, in repair, in a bulk loan … Params: `title`, `barcode`. */
  itemUnfit: 409,
  /** Booked by somebody for a part of that time. Params: `title`, `barcode`. */
  taken: 409,
  /** Any copy was asked for, and none is free then. Params: `title`. */
  noneFree: 409,
  /** Somebody has it on loan until later. Params: `title`, `dueText`. */
  onLoanThen: 409,
  /** Nobody is there to hand it over or take it back. Params: `dateText`, `nextText` (the next open day). */
  libraryClosed: 422,
  /** The same, and no open day is in sight. Params: `dateText`. */
  libraryStaysClosed: 422,
  memberBlocked: 409,
  tooLong: 422,
  /** With what is booked before and after it, one member would have it for longer than one booking may be. Params: `title`, `days`. */
  inARow: 409,
  /** A reader has booked it so often already. Params: `title`, `most`. */
  tooMany: 409,
  ended: 409,
  collected: 409,
  setNameTaken: 409,
});
