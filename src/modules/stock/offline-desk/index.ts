export type { Settling } from './client.ts';
export { revokeDevice } from './enrol-device.ts';
export { listDevices } from './list-devices.ts';
export { countConflicts, listConflicts, settleConflict } from './settle-conflicts.ts';
export { forgetDeskActs } from './data/acts.queries.ts';
