export { createBulkLoan } from './create-bulk-loan.ts';
export { addBox, packCopy, unpackCopy } from './pack-box.ts';
export { handOver } from './hand-over.ts';
export { cancelBulkLoan, reportMissing, takeBackCopy } from './take-back.ts';
export { exchangeBoxes } from './exchange-boxes.ts';
export { extendBulkLoan } from './extend-bulk-loan.ts';
export {
  findBox,
  findBoxOfCopy,
  getBulkLoan,
  listBulkLoans,
  runningBulkLoansOf,
  viewPublicBox,
} from './view-bulk-loans.ts';
export { askForBox, dropRequest, requestWithBox, withdrawRequest } from './requests/ask-box.ts';
export { acceptRequest, declineRequest } from './requests/answer-request.ts';
export { getRequest, listRequests, wishesOfLoan } from './requests/view-requests.ts';
export { boxLabelsPdf, bulkLoanSlipPdf } from './bulk-loan-pdf.ts';
export { bulkLoanErrors } from './errors.ts';
