import { defineErrors } from '#platform/errors';

export const libraryErrors = defineErrors('libraries', {
  notFound: 404,
  codeTaken: 409,
  /** Something still runs there, or was promised to somebody there. */
  inUse: 409,
  closedDayNotFound: 404,
  specialHoursNotFound: 404,
  spaceNotFound: 404,
  stopNotFound: 404,
  spaceCodeTaken: 409,
});
