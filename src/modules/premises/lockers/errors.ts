import { defineErrors } from '#platform/errors';

/** Refusals of lockers; sentences are `error_lockers_*` in the messages. */
export const lockerErrors = defineErrors('lockers', {
  /** Params: `number`. */
  notFound: 404,
  /** No card of this network, or one that may not be used. */
  unknownCard: 404,
  /** Somebody has the key. Params: `number`. */
  taken: 409,
  /** Params: `number`. */
  outOfOrder: 409,
  noneFree: 409,
  /** Whoever it is has a key already. Params: `name`, `number` (of the locker), `library`. */
  hasOne: 409,
  /** The key is not out. Params: `number`. */
  notOut: 409,
  /** Numbers that are there already. Params: `numbers`. */
  numberTaken: 409,
});
