export { changedParts, recordAudit, recordAudits, type AuditEntry } from './record-audit.ts';
export { listAuditEntities, searchAudit, type AuditRow } from './search-audit.ts';
export { changesSinceLook, noteLook, RIGHTS_GIVEN } from './look-back.ts';
export { changesOf } from './rules/changes.ts';
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
export { redactAudit, unlinkAudit, unlinkMarkedAudit } from './redact-audit.ts';
