import { defineErrors } from '#platform/errors';

/** Refusals of collections; sentences are `error_collections_*` in the messages. */
export const collectionErrors = defineErrors('collections', {
  /** There is none, or it was never shown. */
  notFound: 404,
  /** It was shown once and is withdrawn. */
  withdrawn: 410,
  /** Nothing is in it, or its rule asks for nothing. */
  empty: 409,
  /** The address is or was that of another one. */
  slugTaken: 409,
  /** It is published already, or a draft no longer. Params: `state`. */
  stateForbids: 409,
  /** Its records are found by a rule, and not chosen. */
  byRule: 409,
  /** The catalogue does not have that record, or readers may not find it. */
  recordUnknown: 422,
  /** The record stands in it already. */
  recordListed: 409,
  /** The record does not stand in it. */
  recordNotListed: 404,
  /** It has as many records as it may. Params: `most`. */
  full: 409,
});
