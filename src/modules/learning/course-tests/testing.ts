export { saveSampleSitting, saveSampleTest } from './save-sample.ts';
