export { rollUp } from './roll-up.ts';
export { isDue } from './roll-up.ts';
