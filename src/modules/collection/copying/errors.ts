import { defineErrors } from '#platform/errors';

export const copyingErrors = defineErrors('copying', {
  sourceNotFound: 404,
  /** The list is as long as it may be: each of them is asked for every book. */
  tooManySources: 409,
  /** What was put together of several records is longer than one may be. */
  recordTooLong: 422,
  pileNotFound: 404,
  pileBookNotFound: 404,
  /** A pile holds no more: another one is begun. */
  pileFull: 409,
  /** Of a book it is not sure what it is: a person looks at it. */
  needsALook: 409,
  /** It was added or left out by somebody else meanwhile. */
  bookDoneWith: 409,
});
