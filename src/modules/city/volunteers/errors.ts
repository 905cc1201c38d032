import { defineErrors } from '#platform/errors';

/** Refusals of volunteers; sentences are `error_volunteers_*` in the messages. */
export const volunteerErrors = defineErrors('volunteers', {
  notFound: 404,
  taskNotFound: 404,
  shiftNotFound: 404,
  /** The member has offered already. */
  alreadyOffered: 409,
  /** It was answered, or they left. */
  stateForbids: 409,
  /** Something must be seen first. */
  checksMissing: 409,
  /** It began, was cancelled, or its task ended. */
  shiftClosed: 409,
  /** They have a place or wait in it, or in another at that time. */
  alreadyPlaced: 409,
  /** They have no place in it. */
  notPlaced: 404,
  /** Nothing of them is now, to come to or to leave. */
  nothingNow: 409,
  /** They were asked to help in this shift before. */
  alreadyInvited: 409,
  /** Nobody is asked to help where no place is left. */
  shiftFull: 409,
  /** The invitation is not theirs, was answered, or its shift was called off. */
  invitationClosed: 409,
  /** There is no such check, or it was taken back. */
  checkNotFound: 404,
  incidentNotFound: 404,
  /** It was settled, or is praise, which needs no settling. */
  incidentSettled: 409,
  /** Something is being looked into: whoever it is about is not forgotten before. */
  beingSettled: 409,
  /** A certificate over one of these days holds. */
  periodCertified: 409,
  /** Hours of a day that stand on a certificate that holds are not corrected under it. */
  hoursCertified: 409,
  /** They helped less than a certificate asks. */
  tooFewHours: 409,
  /** They have asked for one already. */
  alreadyAsked: 409,
  paperNotFound: 404,
});
