/** What pages may know of the health of letters: fixed lists and types, safe for the browser. */
export {
  findingCodes,
  MOST_HTML_BYTES,
  type Finding,
  type FindingCode,
  type LetterToJudge,
} from './rules/preflight.ts';
export { PREFERENCES_PLACE, UNSUBSCRIBE_PLACE } from './rules/letter-places.ts';
