import { defineErrors } from '#platform/errors';

/** Refusals of notes on days; sentences are `error_day_notes_*` in the messages. */
export const dayNoteErrors = defineErrors('day_notes', { notFound: 404 });
