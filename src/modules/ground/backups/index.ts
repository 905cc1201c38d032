export { askBackup } from './ask-backup.ts';
export { askDrill } from './ask-drill.ts';
export { countSealedBackups, resealBackups } from './passphrase.ts';
export { savePlan } from './save-plan.ts';
export { STOP_WHILE_RESTORED } from './data/plan.queries.ts';
export { settleRestored } from './settle-restored.ts';
export { listBackups, listDrills, viewBackups, type BackupsView, type UnderWay } from './view-backups.ts';
export type { BackupDrill } from './data/drills.queries.ts';
export type { BackupRun } from './data/runs.queries.ts';
