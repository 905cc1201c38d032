export { issueClearance } from './issue-clearance.ts';
export { issueWarning, type WarnedAll } from './issue-warnings.ts';
export { askWarnings, openWarnings } from './ask-warnings.ts';
export { lettersPdf, thanksPdf, type LettersFile } from './letters-pdf.ts';
export { issueThanks, type Thanks } from './issue-thanks.ts';
export { revokeLetter } from './revoke-letter.ts';
export { getLetter, listLetters, verifyLetter, type LetterSummary, type Verified } from './view-letters.ts';
export { letterErrors } from './errors.ts';
