import type { FilesRun } from '#modules/moving/engine';
import type { Secrets } from '#platform/rights/secrets';
import type { IdSet } from '#shared/moving/id-set';
import type { FinesChoice } from '#shared/moving/old-systems';
import type { Survey } from './survey-dump.ts';

/** One migration from an INLISLite at work. */
export interface Run extends FilesRun {
  survey: Survey;
  /** What becomes of violations whose money nobody has noted as paid: INLISLite's return screen never notes it. */
  fines: FinesChoice;
  /** Seals national numbers of identity. */
  secrets: Secrets;
  /** Titles that came, now or before. */
  carriedTitles: IdSet;
  matchedMembers: Map<number, number>;
  comingChildren: Set<number>;
  /** Copies and members that came, or are here already. */
  carriedCopies: IdSet;
  carriedMembers: IdSet;
  /** Call numbers for copies that have none of their own. */
  callNumbers: Map<number, string>;
  /** What stands for the numbers of members who are at work. */
  numberKeys: Map<number, number>;
  /** What became of members, by what stands for their number: their passwords of the OPAC go with them. */
  settledPasswords: Map<number, 'carried' | 'known' | 'merged'>;
}
