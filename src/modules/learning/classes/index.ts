export { appointTeacher } from './teaching/appoint-teacher.ts';
export { createClass } from './teaching/create-class.ts';
export { saveClass } from './teaching/save-class.ts';
export { endClass, reopenClass } from './teaching/end-class.ts';
export { addTeacher, handOverClass, listCandidates, removeTeacher } from './teaching/change-teachers.ts';
export { listClasses } from './teaching/list-classes.ts';
export { viewClass } from './teaching/view-class.ts';
export { viewClassOutcome } from './teaching/view-outcome.ts';
export { askResults, resultsPdf } from './results/ask-table.ts';
export { cityHead, classPaper, schoolPaper } from './results/papers.ts';
export { viewClassReport } from './results/view-report.ts';
export { classFiguresPage } from './teaching/class-figures.ts';
export { addPupils } from './roster/add-pupils.ts';
export { resetPupilPin } from './roster/reset-pin.ts';
export { noteAllConsents, noteConsent, withdrawConsent } from './roster/note-consent.ts';
export { takeOutPupil } from './roster/take-out-pupil.ts';
export { viewDoor } from './signing/view-door.ts';
export { signInPupil } from './signing/sign-in-pupil.ts';
export {
  isPupilKey,
  pupilLibrary,
  pupilMark,
  pupilOfKey,
  requireLearning,
  requirePupil,
} from './signing/pupil-of-key.ts';
export { renewPins } from './roster/renew-pins.ts';
export { addFromList, schoolLists } from './roster/add-from-list.ts';
export { planMeetings } from './meetings/plan-meetings.ts';
export { moveMeeting } from './meetings/move-meeting.ts';
export { cancelMeeting } from './meetings/cancel-meeting.ts';
export { markAttendance } from './meetings/mark-attendance.ts';
export { listHostedMeetings, meetingLibrarians, viewPlan } from './meetings/view-plan.ts';
export { enterPaperResults, viewPaperGrid } from './paper/enter-results.ts';
export { parentsPdf } from './parents/print-parents.ts';
export { cardsPdf } from './cards/print-cards.ts';
export { listMessages } from './messages/list-messages.ts';
export { readMessages } from './messages/read-messages.ts';
export { rewordMessage } from './messages/reword-message.ts';
export { takeBackMessage } from './messages/take-back-message.ts';
export { writeMessage } from './messages/write-message.ts';
export { askClassBox, boxChoices, withdrawClassBox } from './teaching/ask-box.ts';
export { chooseBox, viewBox } from './teaching/class-box.ts';
export {
  classCertificatesPdf,
  countClassCertificates,
  verifyClassCertificate,
} from './certificates/view-certificates.ts';
export {
  classWaiting,
  countClassWaiting,
  markClassWork,
  openClassWork,
  settleClassPost,
} from './teaching/class-marking.ts';
