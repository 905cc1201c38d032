export { saveCollection, type PastCollection } from './save-collection.ts';
