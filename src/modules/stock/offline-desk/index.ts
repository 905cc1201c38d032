export type { ActAnswer, MemberScope, Settling } from './client.ts';
export { offlineDeskErrors } from './errors.ts';
export { enrolDevice, revokeDevice, unlockDevice, type Enrolled } from './enrol-device.ts';
export { listDevices, type Device } from './list-devices.ts';
export { takeSnapshot, type SignedSnapshot } from './take-snapshot.ts';
export { saveDeviceHistory } from './save-device-history.ts';
export { replayActs } from './replay-acts.ts';
export { countConflicts, listConflicts, settleConflict, type Conflict } from './settle-conflicts.ts';
export { forgetDeskActs } from './data/acts.queries.ts';
