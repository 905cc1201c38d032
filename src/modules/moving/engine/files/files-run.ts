import type { Run } from '../run.ts';
import type { FilesAtHand } from './files-at-hand.ts';

/** A migration with what bringing files asks of it. */
export interface FilesRun extends Run {
  files: FilesAtHand | null;
  /** Titles and members that were not refused, as they are remembered. */
  carriedTitles: { has: (id: number) => boolean };
  carriedMembers: { has: (id: number) => boolean };
  /** Who is here already, in a trial: nobody is remembered by it. */
  matchedMembers: ReadonlyMap<number, number>;
  /** In a trial: children who are yet to come. */
  comingChildren: ReadonlySet<number>;
  /** Codes of categories, by the types of members that became them. */
  memberCategories: ReadonlyMap<number, string>;
}
