import { defineErrors } from '#platform/errors';

/** Refusals of visits; sentences are `error_visits_*` in the messages. */
export const visitErrors = defineErrors('visits', {
  /** No card of this network, or one that may not be used: lost, of somebody whose data are only kept, of another school. */
  unknownCard: 404,
  /** The code on the door is wrong or was made new. */
  unknownDoor: 404,
  notFound: 404,
  /** More is said of a visit within ten minutes only. */
  tooLate: 409,
  /** The same counter said something else of the same instant. Params: `gate`. */
  gateDiffers: 409,
});
