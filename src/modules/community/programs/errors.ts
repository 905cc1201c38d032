import { defineErrors } from '#platform/errors';

/** Refusals of programmes; sentences are `error_programs_*` in the messages. */
export const programErrors = defineErrors('programs', {
  notFound: 404,
  sessionNotFound: 404,
  /** Two programmes of one title were written at the same moment. */
  slugTaken: 409,
  questionNotFound: 404,
  tooManyQuestions: 422,
  /** Another question hangs on it, or on its answers. Params: `label` of that one. */
  questionNeeded: 409,
  speakerNotFound: 404,
  speakerTaken: 409,
  /** Params: `state`, `next`. */
  wrongStep: 409,
  /** A programme is published with at least one session. */
  noSessions: 409,
  /** What is announced has a session, else it never begins and never ends. */
  lastSession: 409,
  reasonNeeded: 422,
  isTemplate: 409,
  /** What was published does not become a template. */
  publishedOnce: 409,
  tooManySessions: 422,
  /** A class meets in that room then, or somebody has reserved it. Params: `room` (empty = one of the rooms of its sessions). */
  roomTaken: 409,
  hasAttendance: 409,
  /** A questionnaire is about the session or speaker. */
  hasQuestionnaire: 409,
  /** On the idea board of the session stands what people wrote. */
  hasIdeas: 409,
  enrolmentClosed: 409,
  enrolmentNotYet: 409,
  alreadyEnrolled: 409,
  /** Params: `limit`. */
  quotaReached: 409,
  unknownMember: 404,
  memberBlocked: 409,
  enrolmentNotFound: 404,
  enrolmentOver: 409,
  /** Members ask for their data on their own page. */
  isMember: 409,
  offerOver: 409,
  notOwnChild: 404,
  tooManyPeople: 422,
  unknownRecord: 404,
  /** The programme or the session is over, or has no day. */
  copiesTooLate: 409,
  /** Params: `free`. */
  tooFewCopies: 409,
  /** Params: `barcode`. */
  copyNotFree: 409,
  /** Somebody waits for the record. Params: `title`. */
  readersWait: 409,
  full: 409,
  /** Not in this programme, or without a sure seat. */
  notParticipant: 409,
  /** In this programme, but waiting for a seat or for an answer. */
  withoutSeat: 409,
  /** Params: `opensAt`, from when on. */
  tooEarly: 409,
  attendanceOver: 409,
  /** The programme does not take place. */
  calledOff: 409,
  /** A scan that nobody can read: too long, without a code, without a time. */
  unreadable: 422,
  wrongCode: 409,
  /** Nobody can be asked to speak, or answer, any more. */
  invitationOver: 409,
  /** The address is still needed. */
  invitationOpen: 409,
  /** The speaker has no e-mail address. */
  noAddress: 422,
});
