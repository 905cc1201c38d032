export { saveSampleCourse } from './save-sample.ts';
export { archiveInput } from './schema.ts';
export { learnerKeyRetention } from './personal-data.ts';
