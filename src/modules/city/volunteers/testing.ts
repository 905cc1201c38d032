export { remindVolunteers, closeForgottenHours } from './work/remind.ts';
export { saveSample, type SampleShift, type SampleVolunteer } from './save-sample.ts';
