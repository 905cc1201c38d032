import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { FILE_ROLES, type ImportOptions } from './client.ts';
import type { ImportEntry } from './entries.ts';
import { groupRemarks } from './rules/limit-remarks.ts';
import { saveAuthorities } from './savers/save-authorities.ts';
import { saveBibs, type DoneByRun } from './savers/save-bibs.ts';
import { saveMembers } from './savers/save-members.ts';
import { savePupils } from './savers/save-pupils.ts';
import { nothingSaved, placeOf, type NewRow, type Saved } from './savers/saved.ts';

const ofType = <T extends ImportEntry['type']>(entries: readonly ImportEntry[], type: T) =>
  entries.filter((entry): entry is Extract<ImportEntry, { type: T }> => entry.type === type);

/** The report's lines about what was read, without what became of it. */
function readingRows(entry: ImportEntry, bibId: number | null): NewRow[] {
  const row = { ...placeOf(entry), bibId };
  const remarks = groupRemarks(entry.remarks).map((remark): NewRow => ({ ...row, ...remark, outcome: 'warning' }));
  return entry.type === 'lost' ? [{ ...row, ...entry.reason, outcome: 'failed' }, ...remarks] : remarks;
}

const order = ({ role }: NewRow): number => (role === null ? -1 : FILE_ROLES.indexOf(role));

/** Saves what a stretch of the files brings, in the caller's transaction. */
export async function saveEntries(
  trx: Tx,
  ctx: Ctx,
  entries: readonly ImportEntry[],
  options: Pick<ImportOptions, 'overlay'> & { done: DoneByRun },
): Promise<Saved> {
  const parts: Saved[] = [];
  const bibs = ofType(entries, 'bib');
  const authorities = ofType(entries, 'authority');
  const members = ofType(entries, 'member');
  if (bibs.length > 0) parts.push(await saveBibs(trx, ctx, bibs, options));
  if (authorities.length > 0) parts.push(await saveAuthorities(trx, ctx, authorities));
  const pupils = ofType(entries, 'pupil');
  if (pupils.length > 0) parts.push(await savePupils(trx, ctx, pupils));
  if (members.length > 0) parts.push(await saveMembers(trx, ctx, members, options.overlay));

  const total = nothingSaved();
  const bibIdOf = new Map<ImportEntry, number>();
  for (const { tally, rows, newBibIds, replacedBibIds, bibIdOf: ids } of parts) {
    for (const key of Object.keys(tally) as (keyof typeof tally)[]) total.tally[key] += tally[key];
    total.rows.push(...rows);
    total.newBibIds.push(...newBibIds);
    total.replacedBibIds.push(...replacedBibIds);
    for (const [entry, id] of ids) bibIdOf.set(entry, id);
  }
  total.rows.push(...entries.flatMap((entry) => readingRows(entry, bibIdOf.get(entry) ?? null)));
  total.rows.sort((a, b) => order(a) - order(b) || a.rowNumber - b.rowNumber);
  total.tally.read = entries.filter((entry) => entry.type !== 'note').length;
  total.tally.failed += ofType(entries, 'lost').length;
  total.tally.warnings = total.rows.filter((row) => row.outcome === 'warning').length;
  return { ...total, bibIdOf };
}
