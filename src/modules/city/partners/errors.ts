import { defineErrors } from '#platform/errors';

/** Refusals of partners and agreements; sentences are `error_partners_*` in the messages. */
export const partnerErrors = defineErrors('partners', {
  /** There is no such partner. */
  notFound: 404,
  /** It was merged into another one. Params: `into`. */
  merged: 409,
  /** It is no prospect, or archived already. Params: `state`. */
  stateForbids: 409,
  /** A person who is forgotten, or none of these. */
  personNotFound: 404,
  roleNotFound: 404,
  relationNotFound: 404,
  relationTwice: 409,
  wishNotFound: 404,
  noteNotFound: 404,
  /** A partner is not merged with itself, nor with one that is gone. */
  sameTwice: 409,
  agreementNotFound: 404,
  /** What is signed is not changed any more; what is over is not sent. Params: `state`. */
  agreementForbids: 409,
  /** Another agreement goes on with it already. */
  followedTwice: 409,
  dutyNotFound: 404,
  fileNotFound: 404,
  /** A programme, a course or a collection that nobody sees. */
  thingNotFound: 404,
  tieNotFound: 404,
  /** The partner has that part there already. */
  tiedTwice: 409,
});
