export type { EnrolmentInput, ProgramInput, QuestionInput, RecurrenceInput, SessionInput } from './schema.ts';
export type { EnrolmentRow } from './data/enrolments.queries.ts';
export {
  comingByLibrary,
  getProgram,
  getSession,
  listManaged,
  listPrograms,
  listSessions,
  nextPrograms,
  listSpeakers,
  programFacets,
  sessionCalendar,
} from './view-programs.ts';
export { addProgram, changeProgram, cloneProgram, createProgram } from './edit-programs.ts';
export { removeProgramPicture, setProgramPicture } from './set-picture.ts';
export { moveFormQuestion, removeFormQuestion, saveFormQuestion } from './edit-form.ts';
export { addSessions, addSessionsIn, changeSession, previewSessions, removeSession } from './edit-sessions.ts';
export { addSpeaker, changeSpeaker, noteSpeakerAnswer, removeSpeaker } from './edit-speakers.ts';
export { invitedSpeakers, inviteSpeaker, type InvitedSpeaker } from './invite-speakers.ts';
export { takesAnswers } from './rules/states.ts';
export {
  answerInvitation,
  correctSpeakerName,
  forgetSpeakerAddress,
  viewSpeakerPage,
  type SpeakerLink,
  type SpeakerPage,
} from './speaker-page.ts';
export { speakerPath } from './tell-speakers.ts';
export { changeState } from './change-state.ts';
export { enrol, enrolInSeries } from './enrol.ts';
export { sendTicketAgain } from './send-ticket-again.ts';
export { acceptOffer, cancelEnrolment, decideEnrolment } from './change-enrolment.ts';
export { forgetGuest } from './forget-guest.ts';
export { forgetProposerIn, lockPrograms } from './forget-proposer.ts';
export {
  attendanceShares,
  enrolmentsOf,
  ownEnrolments,
  participantOf,
  viewTicket,
  type Participant,
} from './view-enrolments.ts';
export { countGuest } from './count-guest.ts';
export { guestsToCall, noteCalled, unreachedParticipants } from './call-guests.ts';
export { aboutGuestsOf } from './tell-participants.ts';
export { eventPicture } from './event-picture.ts';
export type { CalendarEntry } from './data/sessions.queries.ts';
export { addReading, listReadings, removeReading } from './edit-readings.ts';
export { asideChoices, type AsideHindrance } from './aside-choices.ts';
export { copiesInRoom, listCopiesAside, markFetched, releaseCopy, setCopiesAside } from './set-aside.ts';
export { attendanceOf, enterList, scanBadge, takeBack, walkIn } from './attendance.ts';
export { forgetScanKeys } from './data/request-keys.queries.ts';
export { comeByRoom, sessionCode } from './room-attendance.ts';
export { countHeld } from './data/figures.queries.ts';
