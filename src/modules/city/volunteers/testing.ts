export { remindVolunteers, closeForgottenHours } from './work/remind.ts';
export { saveSample } from './save-sample.ts';
