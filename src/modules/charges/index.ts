export { charge, type NewCharge } from './add-charge.ts';
export { cancelCharges, chargeUpTo, restoreCharges, type CancelCharges } from './cancel-charges.ts';
export { balanceOf, finesSoFar, owedForLoan } from './data/ledger.queries.ts';
