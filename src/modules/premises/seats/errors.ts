import { defineErrors } from '#platform/errors';

/** Refusals of rooms and seats; sentences are `error_seats_*` in the messages. */
export const seatErrors = defineErrors('seats', {
  notFound: 404,
  nameTaken: 409,
  /** The library is closed then, or these are no slots of it. */
  notOpen: 409,
  past: 409,
  tooFar: 409,
  /** Params: `name`. */
  taken: 409,
  /** Params: `limit`. */
  tooMany: 409,
  /** Params: `capacity`. */
  tooManyPeople: 422,
  memberBlocked: 409,
  unknownMember: 404,
  reservationNotFound: 404,
  reservationOver: 409,
  notYet: 409,
});
