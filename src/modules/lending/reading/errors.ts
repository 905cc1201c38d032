import { defineErrors } from '#platform/errors';

export const readingErrors = defineErrors('reading', {
  listNotFound: 404,
  tooManyLists: 409,
  listFull: 409,
  entryNotFound: 404,
  reviewNotFound: 404,
  reviewNotPending: 409,
  reviewNotDecided: 409,
  reportNotFound: 404,
});
