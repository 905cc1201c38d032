import { recordAudits } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import { changeBibState, lockBibs, selectBibs, selectBibVersions, type BibRow } from '../data/bibs.queries.ts';
import { bibColumns } from '../rules/bib-columns.ts';
import { sameRecord } from '../rules/same-record.ts';
import { saveBibBatch } from './save-bib-batch.ts';

/** What another system says now of a record that came from it. */
export interface Replacement {
  bibId: number;
  marc: MarcRecord;
  hidden: boolean;
  /** Version of the record as it was last written for that system. */
  version: number;
}
/** `written` or the `same` already, with the version of the record now; or `changed_here` since, or `gone`: deleted or merged. */
export type Replaced = { outcome: 'written' | 'same'; version: number } | { outcome: 'changed_here' | 'gone' };
type Judged = Replaced['outcome'];

function judge(before: BibRow | undefined, { marc, hidden, version }: Replacement): Judged {
  if (!before || before.deletedAt !== null) return 'gone';
  if (before.hidden === hidden && sameRecord(before.marc, bibColumns(marc).marc)) return 'same';
  return before.version === version ? 'written' : 'changed_here';
}
const judgeAll = (records: readonly BibRow[], replacements: readonly Replacement[]): Judged[] => {
  const byId = new Map(records.map((bib) => [bib.id, bib]));
  return replacements.map((one) => judge(byId.get(one.bibId), one));
};
const idsOf = (replacements: readonly Replacement[]): number[] => replacements.map(({ bibId }) => bibId);

/** What {@link replaceUntouched} would do; nothing is changed. */
export const foreseeReplacing = async (db: Db, replacements: readonly Replacement[]): Promise<Judged[]> =>
  judgeAll(await selectBibs(db, idsOf(replacements)), replacements);

/**
 * Brings records up to date that another system brought and nobody here has changed since; whatever people here have changed, hidden or deleted
 * stays as it is. In the caller's transaction. Needs `imports.run` for the network.
 * @returns in the order of the replacements
 */
export async function replaceUntouched(trx: Tx, ctx: Ctx, replacements: readonly Replacement[]): Promise<Replaced[]> {
  const records = await lockBibs(trx, idsOf(replacements));
  const judged = judgeAll(records, replacements);
  const written = replacements.filter((_, i) => judged[i] === 'written');
  await saveBibBatch(
    trx,
    ctx,
    written.map(({ bibId, marc }) => ({ mode: 'replace', bibId, marc, items: [] })),
  );
  const wasHidden = new Map(records.map(({ id, hidden }) => [id, hidden]));
  const turned = written.filter(({ bibId, hidden }) => wasHidden.get(bibId) !== hidden);
  for (const { bibId, hidden } of turned) await changeBibState(trx, bibId, { hidden }, ctx.clock.now());
  await recordAudits(
    trx,
    ctx,
    turned.map(({ bibId, hidden }) => ({
      action: hidden ? 'bib.hidden' : 'bib.shown',
      entity: 'bib',
      entityId: bibId,
    })),
  );
  const versions = await selectBibVersions(trx, idsOf(replacements));
  return judged.map((outcome, i) => {
    const version = versions.get(replacements[i]?.bibId ?? 0);
    return version !== undefined && (outcome === 'written' || outcome === 'same')
      ? { outcome, version }
      : { outcome: outcome === 'gone' ? 'gone' : 'changed_here' };
  });
}
