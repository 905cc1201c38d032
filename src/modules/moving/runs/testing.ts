export { saveTrial } from './save-sample.ts';
