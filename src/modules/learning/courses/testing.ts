export { saveSampleAuthor } from './authors/save-sample-author.ts';
export { questionAnswer, saveSampleCourse, saveSampleLearner } from './save-sample.ts';
export { learnerKeyRetention } from './personal-data.ts';
export { finishSampleCourse } from './finish-sample.ts';
