import type { ListVisibility } from './rules/visibility.ts';

export { listVisibilities, MAX_ENTRIES, MAX_LISTS, RESTORE_HOURS, type ListVisibility } from './rules/visibility.ts';

/** A saved list as its owner has it. */
export interface ReadingList {
  id: number;
  title: string;
  description: string | null;
  visibility: ListVisibility;
  /** Part of its address (`/daftar-bacaan/<token>`); null while it is private. */
  shareToken: string | null;
  /** Why a librarian took it from the public; null = nobody did. */
  hiddenReason: string | null;
  entryCount: number;
  createdAt: Date;
  changedAt: Date;
  version: number;
}
/** A title of a list. */
export interface ListEntry {
  bibId: number;
  /** 1 = the first. */
  place: number;
  note: string | null;
  addedAt: Date;
}
/** A list as others see it: without a person. */
export interface SharedList {
  title: string;
  description: string | null;
  shareToken: string;
  visibility: Exclude<ListVisibility, 'private'>;
  /** The name that the reader chose to be shown; null = none. */
  by: string | null;
  entryCount: number;
  changedAt: Date;
}
