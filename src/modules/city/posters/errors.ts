import { defineErrors } from '#platform/errors';

/** Refusals of posters; sentences are `error_posters_*` in the messages. */
export const posterErrors = defineErrors('posters', {
  notFound: 404,
  placeNotFound: 404,
  /** Words do not fit on the drawing. Params: `words`, which of them and by how many letters. */
  tooLong: 422,
  /** The programme is not published, was called off or is gone: nothing is printed for it. */
  subjectGone: 409,
  /** There is no place to print it for. */
  noPlaces: 409,
  /** Params: `most`. */
  tooManyPlaces: 409,
  /** It was put away. */
  archived: 409,
});
