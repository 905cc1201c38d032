export { remindVolunteers, closeForgottenHours } from './shifts/remind.ts';
export { saveSample } from './save-sample.ts';
export { saveSampleMore } from './save-sample-more.ts';
