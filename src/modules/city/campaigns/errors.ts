import { defineErrors } from '#platform/errors';

/** Refusals of campaigns; sentences are `error_campaigns_*` in the messages. */
export const campaignErrors = defineErrors('campaigns', {
  notFound: 404,
  /** From this state it does not lead there. Params: `state`. */
  stateForbids: 409,
  /** Whoever submitted it does not approve it. */
  ownApproval: 403,
  /** It runs still: its report comes after its last day. */
  notOver: 409,
  /** It was put away: it is brought back first. */
  archived: 409,
  /** It promotes that already. */
  thingListed: 409,
  thingNotFound: 404,
  /** There is no such thing that everybody could find. */
  thingUnknown: 422,
  costNotFound: 404,
  /** It has as many of them as it may have. Params: `most`. */
  full: 409,
});
