import { defineErrors } from '#platform/errors';

/** Refusals of courses; sentences are `error_courses_*` in the messages. */
export const courseErrors = defineErrors('courses', {
  /** There is none, or it is not for everybody yet. */
  notFound: 404,
  /** It was for everybody and is no more. */
  withdrawn: 410,
  /** There is no such lesson in it. */
  lessonUnknown: 404,
  /** There is no such task in the lesson. */
  taskUnknown: 404,
  /** What was sent is no answer to that task. */
  answerUnfit: 422,
  /** It takes no answer any more: it was right, or there is no try left. */
  noTriesLeft: 409,
  /** Questions of a bank are drawn for whoever takes part: nothing was drawn yet, or others were. */
  notDrawn: 409,
  /** What is near is asked, and nobody knows near which library. */
  nearUnknown: 422,
  /** Somebody else learns in that browser now than whoever wrote the answer. */
  otherLearner: 409,
  /** The pupil of a class whose key it was comes in by it no more: they have a new PIN, or were taken out. */
  pupilLeft: 409,
  /** The class in which they learn has ended: nothing is answered there any more. */
  classOver: 409,
  /** Something of the lesson is not done yet. Params: `count`. */
  tasksOpen: 409,
  /** What is asked cannot be done in its state. Params: `state`. */
  stateForbids: 409,
  /** Somebody else is to read it before it is published. */
  ownApproval: 403,
  /** What must be right before it is published is not. Params: `count`. */
  checksFailed: 422,
  /** Another course has or had that address. */
  slugTaken: 409,
  /** The file is no archive of a course. */
  archiveUnreadable: 422,
  /** An archive names a file that does not lie in it. Params: `name`. */
  archiveFileMissing: 422,
  /** A file of an archive is larger than it may be. Params: `name`. */
  archiveFileLarge: 422,
  /** A file of an archive is none that is kept. Params: `name`, `why`. */
  archiveFileRefused: 422,
  /** A course has more pictures and files than an archive takes. Params: `megabytes`, `pictures`, `files`. */
  archiveTooLarge: 422,
  /** Params: `most`. */
  tooManyLessons: 422,
  /** As many write it, or were asked to, as may. Params: `most`. */
  tooManyAuthors: 422,
  /** There is no such invitation (any more). */
  invitationUnknown: 404,
  /** That account does not write it with us. */
  authorUnknown: 404,
  /** Who answers for a course needs no invitation. */
  ownCourse: 409,
  /** The other side has not agreed to it as it stands. */
  needsReview: 409,
  /** There is no such work, or it is not for whoever asks. */
  workUnknown: 404,
  /** There are no such words to the others, or they are not for whoever asks. */
  postUnknown: 404,
  /** Nothing was handed in: neither words nor a file. */
  workEmpty: 422,
  /** It was marked, and is done. */
  workDone: 409,
});
