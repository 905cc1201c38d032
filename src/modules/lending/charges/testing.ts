export { type NewCharge } from './add-charge.ts';
export { owedForLoan } from './data/ledger.queries.ts';
export { saveMistakenPayment } from './save-sample.ts';
