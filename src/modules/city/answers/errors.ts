import { defineErrors } from '#platform/errors';

/** Refusals of answers; sentences are `error_answers_*` in the messages. */
export const answerErrors = defineErrors('answers', {
  /** There is none, or it is not for everybody. */
  notFound: 404,
  /** It has no answer yet. */
  unanswered: 409,
  /** A source names a record that the catalogue does not have. */
  recordUnknown: 422,
  /** A draft is no draft any more, or what is hidden is shown already. Params: `state`. */
  stateForbids: 409,
});
