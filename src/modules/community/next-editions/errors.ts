import { defineErrors } from '#platform/errors';

/** Refusals of drafts; sentences are `error_next_editions_*` in the messages. */
export const nextEditionErrors = defineErrors('next_editions', {
  /** The programme has not ended yet. */
  tooEarly: 409,
  /** No source has enough to say anything. Params: `least`. */
  tooFew: 409,
  notFound: 404,
  lineNotFound: 404,
  /** A programme was made of it already. */
  alreadyMade: 409,
  noLines: 409,
});
