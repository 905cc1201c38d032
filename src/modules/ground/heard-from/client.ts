/** What pages may know of the question from where people know: fixed lists and types, safe for the browser. */
export { HEARD_FROM, type HeardFrom } from './rules/answers.ts';
