export { addLockerRow, addLockers, removeLocker, setOutOfOrder } from './edit-lockers.ts';
export { handOutKey, type KeyOut } from './hand-out-key.ts';
export { takeBackKey } from './take-back-key.ts';
export { listLockers } from './list-lockers.ts';
