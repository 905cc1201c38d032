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
  /** There is no such comment at this writing, or its part was taken out. */
  commentNotFound: 404,
  /** What somebody else said is theirs to take back. */
  commentNotYours: 403,
  /** A writing has as many comments as it may have. Params: `most`. */
  commentsFull: 422,
  /** Nothing is suggested there that the part could become. */
  suggestionUnfit: 422,
  /** There is no such version of this writing. */
  versionNotFound: 404,
  /** There is no such picture, or it was put away. */
  pictureNotFound: 404,
  /** There is no such file, or it was put away. */
  fileNotFound: 404,
  /** What is no video has no captions: browsers show none beside a sound. */
  noRecording: 422,
  /** A line of captions says no time. Params: `line`. */
  captionsUnreadable: 422,
  /** Nothing is said in captions. */
  captionsEmpty: 422,
  /** A line of captions, or what is said at once, is longer than anybody reads. Params: `line`. */
  captionsLong: 422,
  /** Captions are longer than anybody talks. */
  captionsTooLong: 422,
  /** A command has no business in a formula. Params: `command`. */
  formulaCommand: 422,
  /** A formula cannot be read. Params: `near`. */
  formulaUnreadable: 422,
  /** A formula is longer, or nested deeper, than anybody reads. */
  formulaTooLarge: 422,
  /** Its kind of block is another in English. */
  otherKind: 422,
  /** Another file stands there in English. */
  otherFile: 422,
});
