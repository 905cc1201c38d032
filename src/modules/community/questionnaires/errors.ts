import { defineErrors } from '#platform/errors';

/** Refusals of questionnaires; sentences are `error_questionnaires_*` in the messages. */
export const questionnaireErrors = defineErrors('questionnaires', {
  notFound: 404,
  /** Nothing is asked under this code. */
  placementNotFound: 404,
  /** Nobody can be asked: it has no questions. */
  empty: 409,
  /** A copy of another instrument, or a file, is not a questionnaire of ours. */
  notReadable: 422,
  /** Files show who sent them: they are asked only where answers have names. */
  fileNeedsName: 409,
  /** The session or speaker is of another programme. */
  foreignSubject: 422,
  pairTaken: 409,
  /** Params: `day`. */
  notOpen: 409,
  closed: 409,
  /** Only participants answer: by card, or by the link that they were sent. */
  needsKey: 403,
  needsMember: 403,
  answered: 409,
  nothingAnswered: 422,
  /** Rows and texts are read when no more answers can come. */
  stillOpen: 409,
  /** No sheet of this questionnaire has this token. */
  sheetUnknown: 422,
  sheetEntered: 409,
  /** Sheets with names are for participants of a programme. */
  sheetsNeedParticipants: 409,
  /** Answers come together first. Params: `n`, `least`. */
  tooFew: 409,
});
