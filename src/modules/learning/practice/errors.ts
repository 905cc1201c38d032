import { defineErrors } from '#platform/errors';

/** Refusals of the practice space; sentences are `error_practice_*` in the messages. */
export const practiceErrors = defineErrors('practice', {
  /** There is none beside this network. */
  off: 404,
  /** Its copy is being made. */
  making: 503,
  /** Its server or its database does not answer. */
  down: 503,
  /** Somebody sits in every place. */
  full: 409,
  /** The pass was used, has lapsed, or there never was one. */
  passUnknown: 403,
  /** The task was not taken in the copy of now. */
  notTaken: 409,
});
