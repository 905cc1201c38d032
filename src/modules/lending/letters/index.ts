export { issueClearance } from './issue-clearance.ts';
export { type WarnedAll } from './issue-warnings.ts';
export { askWarnings, openWarnings } from './ask-warnings.ts';
export { lettersPdf, thanksPdf } from './letters-pdf.ts';
export { issueThanks } from './issue-thanks.ts';
export { revokeLetter } from './revoke-letter.ts';
export { listLetters, verifyLetter, type LetterSummary } from './view-letters.ts';
