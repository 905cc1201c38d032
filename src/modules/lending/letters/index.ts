export { issueClearance } from './issue-clearance.ts';
export { type WarnedAll } from './issue-warnings.ts';
export { askWarnings, openWarnings } from './ask-warnings.ts';
export { lettersPdf, receiptPdf, thanksPdf } from './letters-pdf.ts';
export { issueReceipt } from './issue-receipt.ts';
export { issueThanks, issueThanksFor } from './issue-thanks.ts';
export { revokeLetter, takeLetterBack } from './revoke-letter.ts';
export { listLetters, verifyLetter, type LetterSummary } from './view-letters.ts';
