import { defineErrors } from '#platform/errors';

/** Refusals of short links; sentences are `error_links_*` in the messages. */
export const linkErrors = defineErrors('links', {
  notFound: 404,
  /** Nothing has this barcode, number or code. Params: `target`. */
  unknownTarget: 404,
  /** The copy or shelf has a link already. Params: `code`. */
  hasLink: 409,
  retired: 409,
});
