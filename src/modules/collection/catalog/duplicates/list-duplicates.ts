import { authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { selectBibSummariesById, type BibSummary } from '../data/bibs.queries.ts';
import {
  selectDuplicateGroups,
  selectMarcOf,
  type DuplicateGroup,
  type DuplicateReason,
} from '../data/duplicates.queries.ts';
import { distinctOf } from '../bibs/distinct-titles.ts';
import { partAlike } from '../rules/part-alike.ts';
import { describeTitle } from '../rules/title-description.ts';

/** Records that are the same title, or may be. */
export interface DuplicateReview {
  by: DuplicateReason;
  /** The ISBN, number or folded title that they share. */
  key: string;
  bibs: BibSummary[];
}

/** So many groups are judged at once. */
const AT_ONCE = 500;

/**
 * Groups of records to look at, strongest reason first: what the one rule of identity calls the same, or perhaps the same. Volumes that share
 * the ISBN of their set are none, nor are two of which somebody has said so. Needs `catalog.edit`.
 * @param from how many of them to pass over
 */
export async function listDuplicateGroups(ctx: Ctx, limit = 50, from = 0): Promise<DuplicateReview[]> {
  authorizeAnywhere(ctx, 'catalog.edit');
  const groups = (await judgedGroups(ctx.db, from + limit)).slice(from);
  const summaries = await selectBibSummariesById(ctx.db, [...new Set(groups.flatMap((group) => group.bibIds))]);
  const byId = new Map(summaries.map((summary) => [summary.id, summary]));
  return groups.map(({ by, key, bibIds }) => ({
    by,
    key,
    bibs: bibIds.map((id) => byId.get(id)).filter((bib) => bib !== undefined),
  }));
}

async function judgedGroups(db: Db, limit: number): Promise<DuplicateGroup[]> {
  const judged: DuplicateGroup[] = [];
  const seen = new Set<string>();
  for (let from = 0; judged.length < limit; from += AT_ONCE) {
    const groups = await selectDuplicateGroups(db, { from, limit: AT_ONCE });
    const marcs = await selectMarcOf(db, [...new Set(groups.flatMap(({ bibIds }) => bibIds))]);
    const areDistinct = await distinctOf(db, [...marcs.keys()]);
    const described = new Map([...marcs].map(([id, marc]) => [id, describeTitle(marc)]));
    for (const { bibIds, ...group } of groups) {
      const titles = bibIds.flatMap((id) => {
        const title = described.get(id);
        return title ? [{ id, title }] : [];
      });
      for (const alike of partAlike(titles, areDistinct)) {
        const members = alike.join(' ');
        if (!seen.has(members)) judged.push({ ...group, bibIds: alike });
        seen.add(members);
      }
    }
    if (groups.length < AT_ONCE) break;
  }
  return judged.slice(0, limit);
}
