import type { ReviewStatus } from './rules/stars.ts';
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
  /** Counts what the reader changes in it. */
  version: number;
  /** A librarian shows it on the home page. */
  picked: boolean;
  changedAt: Date;
}
/** A list that a librarian chose for the home page. */
export interface PickedList extends SharedList {
  /** Its first titles, three at most. */
  first: { id: number; title: string; author: string | null; coverKey: string | null }[];
}

export { averageStars, MAX_STARS, reviewStatuses, type ReviewStatus } from './rules/stars.ts';

/** A review as others read it. */
export interface ShownReview {
  id: number;
  stars: number;
  body: string | null;
  /** The name that the reader chose to be shown; null = none. */
  by: string | null;
  changedAt: Date;
}
/** What readers say of a title. */
export interface BibVoices {
  /** In tenths; null = nobody has said anything that is shown. */
  average: number | null;
  count: number;
  /** The latest, those with words first. */
  reviews: ShownReview[];
  /** Public lists that hold it, changed last first. */
  lists: { title: string; shareToken: string }[];
}
/** A review as its writer has it. */
export interface OwnReview {
  id: number;
  bibId: number;
  title: string;
  stars: number;
  body: string | null;
  status: ReviewStatus;
  /** Why it is not shown. */
  reason: string | null;
  changedAt: Date;
  version: number;
}
/** A review in the queue of those who decide. */
export interface QueuedReview extends OwnReview {
  by: string | null;
  memberNumber: string;
  decidedAt: Date | null;
  decidedBy: string | null;
}
/** What a reader finds wrong with a review or a shared list. */
export interface ContentReport {
  id: number;
  reason: string;
  reportedAt: Date;
  review: { id: number; bibId: number; title: string; stars: number; body: string | null } | null;
  list: { id: number; title: string; description: string | null; shareToken: string | null } | null;
}

/** A title that a member has read. */
export interface HistoryEntry {
  id: number;
  bibId: number;
  /** As the record said when it was copied. */
  title: string;
  author: string | null;
  loanedAt: Date;
  returnedAt: Date;
}
/** Whether a member's history is kept. */
export interface HistoryChoice {
  keeps: boolean;
  /** Below 18 the guardian says yes, at the desk; no can be said by the member. */
  speaker: 'member' | 'guardian';
  /** What one says yes to, in the wording that holds now. */
  text: { id: string; en: string };
}
