import { defineErrors } from '#platform/errors';

/** Refusals of study hours; sentences are `error_study_hours_*` in the messages. */
export const studyHourErrors = defineErrors('study_hours', {
  notFound: 404,
  /** So many own entries nobody has. */
  full: 409,
  /** The course was not finished, or carries no lesson hours. */
  notFinished: 409,
  /** The certificate is of a course, or carries no lesson hours. */
  notWorkshop: 409,
  revoked: 409,
  /** The certificate is in somebody else's name. */
  otherName: 409,
  /** The certificate is counted already. */
  shown: 409,
});
