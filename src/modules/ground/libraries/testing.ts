export { insertClosedDay } from './opening/edit-closed-days.ts';
export { insertMobileStop } from './opening/edit-mobile-stops.ts';
export { insertSpace } from './edit-spaces.ts';
export type { Facility } from './client.ts';
export type { MobileStopInput } from './schema.ts';
