export { saveTarget } from './set-target.ts';
