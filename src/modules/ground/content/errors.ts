import { defineErrors } from '#platform/errors';

/** Refusals of writings; sentences are `error_content_*` in the messages. */
export const contentErrors = defineErrors('content', {
  /** There is no such block in this writing, or it was taken out. */
  blockNotFound: 404,
  /** Somebody saved the block after it was read: both versions are there to choose from. */
  blockChanged: 409,
  /** Somebody else has the block in hand. Params: `name`. */
  blockLeased: 409,
  /** A writing has as many blocks as it may have. Params: `most`. */
  writingFull: 422,
  /** There is no such version of this writing. */
  versionNotFound: 404,
  /** There is no such picture, or it was put away. */
  pictureNotFound: 404,
  /** Its kind of block is another in English. */
  otherKind: 422,
});
