/** What pages may know about digital reading: types and fixed lists, safe for the browser. */
export type { ChapterNode } from './rules/chapter-nodes.ts';
export type { ReadingPlace } from './rules/place.ts';
export { readerKindOf, type ReaderKind } from './rules/reader-kind.ts';
