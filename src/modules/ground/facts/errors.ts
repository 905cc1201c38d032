import { defineErrors } from '#platform/errors';

/** Refusals of figures; sentences are `error_facts_*` in the messages. */
export const factErrors = defineErrors('facts', {
  /** Params: `kind`. */
  kindUnknown: 404,
  /** Params: `cut`. */
  cutUnknown: 422,
});
