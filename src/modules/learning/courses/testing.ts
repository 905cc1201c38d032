export { saveSampleCourse, saveSampleLearner } from './save-sample.ts';
