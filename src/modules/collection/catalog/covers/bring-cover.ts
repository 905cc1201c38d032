import { recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { changeBibState, lockBib, selectBibs, type BibRow } from '../data/bibs.queries.ts';
import type { CoverKeys } from './make-cover.ts';

/** `there`: people here have given it a cover, or taken it away. `gone`: the record was deleted or merged here. */
export type CoverStand = 'free' | 'there' | 'gone';

/** A cover that another system brings for a record that it brought. */
export interface BroughtCover {
  bibId: number;
  /** Whether the cover, or that there is none, is as the other system left it. */
  isUntouched: (coverKey: string | null) => boolean;
}
export type CoverBrought =
  | {
      outcome: 'set';
      /** Versions of the record, before and now. */
      before: number;
      version: number;
      /** Pictures that no record names any more. */
      old: string[];
    }
  | { outcome: 'there' | 'gone' };

function judge(bib: BibRow | undefined, { isUntouched }: BroughtCover): CoverStand {
  if (!bib || bib.deletedAt !== null) return 'gone';
  return isUntouched(bib.coverKey) ? 'free' : 'there';
}

/** Whether {@link bringCover} would set the cover; nothing is changed. */
export const foreseeCover = async (db: Db, cover: BroughtCover): Promise<CoverStand> =>
  judge((await selectBibs(db, [cover.bibId]))[0], cover);

/**
 * Gives a record that another system brought the cover that it had there, unless people here have said otherwise. In the caller's transaction; the
 * caller has checked the permission, has stored the pictures, and removes the old ones once this is kept.
 */
export async function bringCover(trx: Tx, ctx: Ctx, cover: BroughtCover, keys: CoverKeys): Promise<CoverBrought> {
  const bib = await lockBib(trx, cover.bibId);
  const stand = judge(bib, cover);
  if (!bib || stand === 'gone') return { outcome: 'gone' };
  if (stand === 'there') return { outcome: 'there' };
  await recordAudit(trx, ctx, {
    action: 'cover.set',
    entity: 'bib',
    entityId: bib.id,
    before: { coverKey: bib.coverKey },
    after: { coverKey: keys.coverKey },
  });
  const version = await changeBibState(trx, bib.id, { ...keys }, ctx.clock.now());
  const old = [bib.coverKey, bib.coverLargeKey].filter((key) => key !== null);
  return { outcome: 'set', before: bib.version, version, old };
}
