import { defineErrors } from '#platform/errors';

export const searchErrors = defineErrors('search', { oneWord: 422, queryTooLong: 422 });
