export { insertClosedDay } from './edit-closed-days.ts';
export { insertSpace } from './edit-spaces.ts';
