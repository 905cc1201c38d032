import { defineErrors } from '#platform/errors';

/** Refusals of papers; sentences are `error_program_papers_*` in the messages. */
export const paperErrors = defineErrors('program_papers', {
  /** Sheets and invitations need at least one session. */
  noSessions: 409,
  /** Nobody has a sure seat and nobody speaks: no badges. */
  nobody: 409,
  /** A sheet is entered with at least one signature. */
  nobodyTicked: 422,
  /** No such photograph of this programme. */
  photoNotFound: 404,
  /** There are as many photographs as a report takes. */
  photosFull: 409,
});
