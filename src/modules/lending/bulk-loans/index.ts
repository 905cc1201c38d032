export { saveBulkLoan, type PastBulkLoan } from './save-bulk-loan.ts';
export { createBulkLoan } from './create-bulk-loan.ts';
export { addBox, packCopy, unpackCopy, type Packed } from './pack-box.ts';
export { handOver } from './hand-over.ts';
export { cancelBulkLoan, reportMissing, takeBackCopy, type TakenBack } from './take-back.ts';
export { exchangeBoxes, type Exchanged, type ExchangeInput } from './exchange-boxes.ts';
export { extendBulkLoan } from './extend-bulk-loan.ts';
export {
  findBox,
  findBoxOfCopy,
  getBulkLoan,
  listBulkLoans,
  runningBulkLoansOf,
  viewPublicBox,
  type BoxedCopy,
  type BulkLoanQuery,
  type PublicBox,
} from './view-bulk-loans.ts';
export { boxLabelsPdf, bulkLoanSlipPdf } from './bulk-loan-pdf.ts';
export { bulkLoanErrors } from './errors.ts';
export type { BulkLoanInput, MissingInput } from './schema.ts';
