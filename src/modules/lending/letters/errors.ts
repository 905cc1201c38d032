import { defineErrors } from '#platform/errors';

/** Refusals of letters; sentences are `error_letters_*` in the messages. */
export const letterErrors = defineErrors('letters', {
  memberNotFound: 404,
  notFound: 404,
  /** Loans or charges are open. Params: `loans`, `owed`, `owedText`. */
  notClear: 409,
  nothingOverdue: 409,
  /** A warning went out a short time ago. Params: `next`, `nextText`: when the next may go. */
  tooSoon: 409,
  /** All three warnings are out. */
  allWarned: 409,
  alreadyRevoked: 409,
});
