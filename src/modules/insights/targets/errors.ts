import { defineErrors } from '#platform/errors';

/** Refusals of targets; sentences are `error_targets_*` in the messages. */
export const targetErrors = defineErrors('targets', { notFound: 404 });
