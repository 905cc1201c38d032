import { defineErrors } from '#platform/errors';

export const readingErrors = defineErrors('reading', {
  listNotFound: 404,
  tooManyLists: 409,
  listFull: 409,
  entryNotFound: 404,
});
