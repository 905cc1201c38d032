export { questionAnswer, saveSampleCourse, saveSampleLearner } from './save-sample.ts';
export { learnerKeyRetention } from './personal-data.ts';
