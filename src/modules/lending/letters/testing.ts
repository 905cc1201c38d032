export { issueWarning } from './issue-warnings.ts';
export { getLetter } from './view-letters.ts';
