export { insertClosedDay } from './opening/edit-closed-days.ts';
export { insertSpace } from './edit-spaces.ts';
