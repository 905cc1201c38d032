import type { FilesRun } from '#modules/moving/engine';
import type { IdSet } from '#shared/moving/id-set';
import type { Survey } from './survey-dump.ts';

/** One migration from a SLiMS at work. */
export interface Run extends FilesRun {
  survey: Survey;
  /** Titles that were not refused. */
  carriedTitles: IdSet;
  /** Keys (`memberKey`) of the members that were not refused. */
  carriedMembers: Set<number>;
  /** Who is here already, by the same keys, in a trial: nobody is remembered by it. */
  matchedMembers: Map<number, number>;
  /** In a trial: keys of children who are yet to come. */
  comingChildren: Set<number>;
  /** Codes of categories, by the types of members that became them. */
  memberCategories: Map<number, string>;
  /** Copies that came, now or before. */
  carriedCopies: IdSet;
  /** Call numbers for copies that have none of their own. */
  callNumbers: Map<number, string>;
}
