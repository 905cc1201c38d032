export { addLockerRow } from './edit-lockers.ts';
