export { changedParts, recordAudit, recordAudits, type AuditEntry } from './record-audit.ts';
