export { appointTeacher } from './teaching/appoint-teacher.ts';
export { createClass } from './teaching/create-class.ts';
export { saveClass } from './teaching/save-class.ts';
export { endClass, reopenClass } from './teaching/end-class.ts';
export { addTeacher, handOverClass, listCandidates, removeTeacher } from './teaching/change-teachers.ts';
export { listClasses } from './teaching/list-classes.ts';
export { viewClass } from './teaching/view-class.ts';
export { classFigures } from './teaching/class-figures.ts';
export { addPupils } from './roster/add-pupils.ts';
export { resetPupilPin } from './roster/reset-pin.ts';
export { noteAllConsents, noteConsent, withdrawConsent } from './roster/note-consent.ts';
export { takeOutPupil } from './roster/take-out-pupil.ts';
export { viewDoor } from './signing/view-door.ts';
export { signInPupil } from './signing/sign-in-pupil.ts';
export {
  classWaiting,
  countClassWaiting,
  markClassWork,
  openClassWork,
  settleClassPost,
} from './teaching/class-marking.ts';
export { pupilOfKey } from './signing/pupil-of-key.ts';
