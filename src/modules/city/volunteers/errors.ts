import { defineErrors } from '#platform/errors';

/** Refusals of volunteers; sentences are `error_volunteers_*` in the messages. */
export const volunteerErrors = defineErrors('volunteers', {
  notFound: 404,
  taskNotFound: 404,
  shiftNotFound: 404,
  /** The member has offered already. */
  alreadyOffered: 409,
  /** It was answered, or they left. */
  stateForbids: 409,
  /** Something must be seen first. */
  checksMissing: 409,
  /** It began, was cancelled, or its task ended. */
  shiftClosed: 409,
  /** They have a place or wait in it, or in another at that time. */
  alreadyPlaced: 409,
  /** They have no place in it. */
  notPlaced: 404,
  /** Nothing of them is now, to come to or to leave. */
  nothingNow: 409,
});
