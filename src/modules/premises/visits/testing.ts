export { recordGateCount } from './record-gate-count.ts';
export { saveVisitHistory } from './save-visit-history.ts';
export { type PastVisit } from './save-visit-history.ts';
export { ageGroupOn } from './rules/visitor.ts';
