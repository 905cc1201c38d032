export { saveSampleAuthor } from './authors/save-sample-author.ts';
export { saveSampleCourse, saveSampleLearner } from './save-sample.ts';
export { learnerKeyRetention } from './personal-data.ts';
