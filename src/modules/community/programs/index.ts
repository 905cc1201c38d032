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
  sessionsToday,
} from './planning/view-programs.ts';
export { addProgram, changeProgram, cloneProgram, createProgram } from './planning/edit-programs.ts';
export { removeProgramPicture, setProgramPicture } from './planning/set-picture.ts';
export { moveFormQuestion, removeFormQuestion, saveFormQuestion } from './planning/edit-form.ts';
export { addSessions, addSessionsIn, changeSession, previewSessions, removeSession } from './planning/edit-sessions.ts';
export { addSpeaker, changeSpeaker, noteSpeakerAnswer, removeSpeaker } from './speakers/edit-speakers.ts';
export { invitedSpeakers, inviteSpeaker, type InvitedSpeaker } from './speakers/invite-speakers.ts';
export { chainOfLinks, FIRST_LOAN_DAYS } from './chain/chain-of-links.ts';
export { linkOfPage } from './chain/link-of-page.ts';
export { takesAnswers } from './rules/states.ts';
export {
  answerInvitation,
  correctSpeakerName,
  forgetSpeakerAddress,
  viewSpeakerPage,
  type SpeakerLink,
  type SpeakerPage,
} from './speakers/speaker-page.ts';
export { speakerPath } from './speakers/tell-speakers.ts';
export { changeState } from './planning/change-state.ts';
export { enrol, enrolInSeries } from './enrolment/enrol.ts';
export { sendTicketAgain } from './enrolment/send-ticket-again.ts';
export { acceptOffer, cancelEnrolment, decideEnrolment } from './enrolment/change-enrolment.ts';
export { forgetGuest } from './attendance/forget-guest.ts';
export { forgetProposerIn, lockPrograms } from './planning/forget-proposer.ts';
export {
  attendanceShares,
  enrolmentsOf,
  ownEnrolments,
  participantOf,
  viewTicket,
  type Participant,
} from './enrolment/view-enrolments.ts';
export { countGuest } from './attendance/count-guest.ts';
export { guestsToCall, noteCalled, unreachedParticipants } from './attendance/call-guests.ts';
export { aboutGuestsOf } from './enrolment/tell-participants.ts';
export { eventPicture } from './planning/event-picture.ts';
export type { CalendarEntry } from './data/sessions.queries.ts';
export { addReading, listReadings, removeReading } from './planning/edit-readings.ts';
export { asideChoices, type AsideHindrance } from './copies/aside-choices.ts';
export { copiesInRoom, listCopiesAside, markFetched, releaseCopy, setCopiesAside } from './copies/set-aside.ts';
export { attendeesOf } from './data/attendance.queries.ts';
export { attendanceOf, enterList, scanBadge, takeBack, walkIn } from './attendance/attendance.ts';
export { forgetScanKeys } from './data/request-keys.queries.ts';
export { comeByRoom, sessionCode } from './attendance/room-attendance.ts';
export { countHeld, countPresent, countPresentAt } from './data/figures.queries.ts';
