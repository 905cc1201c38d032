export { saveEntry, type PastEntry } from './save-entry.ts';
