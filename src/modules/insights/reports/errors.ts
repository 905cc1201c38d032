import { defineErrors } from '#platform/errors';

/** Refusals of reports; sentences are `error_reports_*` in the messages. */
export const reportErrors = defineErrors('reports', {
  notFound: 404,
  /** By this the figure is not split. Params: `by`. */
  byUnknown: 422,
  /** So many are kept already. Params: `most`. */
  tooMany: 409,
  nameTaken: 409,
  /** The link is not known, was ended, has expired, or its maker may not read that any more: all the same to whoever opens it. */
  linkOver: 410,
  /** So many links of an account hold already. Params: `most`. */
  tooManyLinks: 409,
  /** Of people nothing is told by weeks. */
  mailByMonth: 422,
  /** Somebody who may not read reports, or has no address. */
  readerUnknown: 422,
  /** That letter is not sent to them. */
  mailOver: 404,
});
