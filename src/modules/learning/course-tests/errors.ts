import { defineErrors } from '#platform/errors';

/** Refusals of tests of courses; sentences are `error_course_tests_*` in the messages. */
export const testErrors = defineErrors('course_tests', {
  /** The course has none, or nobody takes it yet. */
  notFound: 404,
  /** There is no such item in it. */
  itemUnknown: 404,
  /** Nobody begins it now. */
  notOpen: 409,
  /** A test before the course is taken before its first lesson. */
  tooLate: 409,
  /** A test after the course is taken when all its lessons are done. */
  tooEarly: 409,
  /** Nothing was begun. */
  notBegun: 409,
  /** It was handed in, which is done once. */
  handedIn: 409,
  /** What was sent is no answer to that item. */
  answerUnfit: 422,
  /** What must be there before it is opened is not. Params: `count`. */
  checksFailed: 422,
  /** It still asks what every new item begins with. */
  unwritten: 422,
  /** Params: `most`. */
  tooManyItems: 422,
});
