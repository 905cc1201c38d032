export { changedParts, recordAudit, recordAudits, type AuditEntry } from './record-audit.ts';
export { listAuditEntities, searchAudit, type AuditFilter, type AuditRow } from './search-audit.ts';
export { changesOf, type Change } from './rules/changes.ts';
export {
  answerOfForm,
  claimForm,
  forgetFormActs,
  noteFormAnswer,
  releaseForm,
  type FormAnswer,
  type Said,
} from './form-acts.ts';
export { keepAuditYears } from './keep-years.ts';
export { redactAudit, unlinkAudit, unlinkMarkedAudit, type Redaction } from './redact-audit.ts';
