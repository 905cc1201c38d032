export { addLockers, removeLocker, setOutOfOrder } from './edit-lockers.ts';
export { handOutKey } from './hand-out-key.ts';
export { takeBackKey } from './take-back-key.ts';
export { listLockers } from './list-lockers.ts';
