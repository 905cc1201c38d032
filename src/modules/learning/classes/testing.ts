export { saveSampleClass } from './save-sample.ts';
