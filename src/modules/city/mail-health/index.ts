export { judgeLetter } from './rules/preflight.ts';
