export { saveSample } from './save-sample.ts';
