export { saveSelfServiceSample } from './save-sample.ts';
