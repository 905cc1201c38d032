import { defineErrors } from '#platform/errors';

/** Refusals of ideas; sentences are `error_ideas_*` in the messages. */
export const ideaErrors = defineErrors('ideas', {
  boardNotFound: 404,
  /** The session is none of brainstorming, or there is none. */
  sessionNotFound: 404,
  boardExists: 409,
  /** Only who takes part writes, comments and votes. */
  notParticipant: 403,
  /** The phase of the board does not permit it. Params: `phase`. */
  phaseForbids: 409,
  ideaNotFound: 404,
  /** Params: `votes`: so many each has. */
  votesUsedUp: 409,
  /** Fewer votes each than somebody has given already. */
  votesGiven: 409,
});
