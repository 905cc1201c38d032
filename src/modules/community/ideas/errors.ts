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
  /** There is none, or it is not for everybody. */
  planNotFound: 404,
  /** Only its owner, and who leads ideas at the library of the programme, change it. */
  notYourPlan: 403,
  /** Params: `from`, `to`. */
  planCannotMove: 409,
  /** The figure stands above the target, and nobody has said that it is to go down (`goesDown`). Params: `target`, `start`. */
  targetBelowStart: 422,
  /** What has ended keeps its terms. */
  planEnded: 409,
  /** It is asked later, or was answered. */
  followUpNotOpen: 409,
  evidenceNotFound: 404,
  proposalNotFound: 404,
});
