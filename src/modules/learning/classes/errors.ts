import { defineErrors } from '#platform/errors';

/** Refusals of classes; sentences are `error_classes_*` in the messages. */
export const classErrors = defineErrors('classes', {
  notFound: 404,
  /** Who asks is no teacher of that class. */
  notYours: 403,
  /** It has ended: nothing of it is changed. */
  ended: 409,
  /** Said to its pupils: their class has ended. */
  learningOver: 409,
  /** It has not ended. */
  notEnded: 409,
  /** The course is not open to everybody. */
  courseClosed: 422,
  /** More pupils than there are pictures. Params: `most`. */
  full: 422,
  pupilUnknown: 404,
  /** Who is named may not teach at that library. */
  teacherUnknown: 422,
  /** A class is never without a teacher. */
  lastTeacher: 409,
  /** No class that learns has that code. */
  codeUnknown: 404,
  /** Picture and PIN do not belong together. */
  wrongPin: 401,
  /** Too many wrong PINs in a row. Params: `minutes`. */
  paused: 429,
  /** No parent or guardian has allowed it yet. */
  consentMissing: 403,
  /** In that browser somebody is signed in with a card or an account. */
  otherSignedIn: 409,
  /** Whoever wrote it is in no class any more, or may not learn here. */
  pupilGone: 410,
  /** Another meeting, a programme or a reservation has that room at that time. */
  roomTaken: 409,
  /** That librarian is at another meeting then. */
  librarianTaken: 409,
  /** More meetings than a plan has. Params: `most`. */
  tooManyMeetings: 422,
  meetingUnknown: 404,
  /** It was called off: nothing of it is changed. */
  meetingCancelled: 409,
  /** It began, or who came to it is noted: it is not called off any more. */
  meetingBegun: 409,
  /** Who came is noted from the day of the meeting on. */
  notTodayYet: 422,
  /** A PIN that was told is not the pupil's any more. */
  pinOld: 409,
  /** Of whom no consent is noted nothing is entered either. */
  paperNoConsent: 422,
  /** More than a class is told. Params: `most`. */
  tooManyMessages: 409,
  messageUnknown: 404,
  /** Somebody else wrote it. */
  messageNotYours: 403,
  /** One waits for its answer already. */
  boxAsked: 409,
  /** No bulk loan that this class could have. */
  boxUnknown: 422,
  /** There is no certificate with that code. */
  certificateUnknown: 404,
  /** Nobody of the class has finished. */
  certificatesNone: 422,
});
