import { defineErrors } from '#platform/errors';

/** Refusals about tickets; sentences are `error_service_*` in the messages. */
export const serviceErrors = defineErrors('service', {
  /** There is none, or no such code. */
  ticketNotFound: 404,
  fileNotFound: 404,
  /** It is solved or closed: whoever sent it opens it again. */
  ticketEnded: 409,
  /** It is neither solved nor closed. */
  ticketNotEnded: 409,
  /** It is judged once. */
  alreadyRated: 409,
  /** Somebody changed it meanwhile; what was typed is still there. Params: `name`: who, '' = nobody of staff. */
  changedMeanwhile: 409,
  /** It is answered together with another one. Params: `number`: of that. */
  ticketMerged: 409,
  /** A ticket cannot be merged into or linked to itself, nor to one that is merged already. */
  cannotMerge: 409,
  /** The account may not answer such tickets at that library. */
  cannotAnswer: 409,
  /** Nothing was answered yet that others could read. */
  notAnsweredYet: 409,
  /** The form came before, and says something else now: of another kind, for another place, from somebody else. Params: `number`: of what it became. */
  formUsed: 409,
  /** Only praise is passed on to who earned it. */
  notPraise: 409,
  /** No such colleague, or one without an e-mail address. */
  nobodyThere: 409,
  cannedAnswerNotFound: 404,
  /** Two canned answers have one name. */
  cannedAnswerExists: 409,
});
