import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { saveAuthorityBatch } from '#modules/collection/catalog';
import type { AuthorityEntry } from '../entries.ts';
import { nothingSaved, placeOf, type Saved } from './saved.ts';

/** Saves the headings of a batch. */
export async function saveAuthorities(trx: Tx, ctx: Ctx, entries: readonly AuthorityEntry[]): Promise<Saved> {
  const result = nothingSaved();
  const saved = await saveAuthorityBatch(
    trx,
    ctx,
    entries.map((entry) => entry.marc),
  );
  entries.forEach((entry, i) => {
    const outcome = saved[i]?.outcome ?? 'unsupported';
    const label = saved[i]?.heading ?? entry.label;
    const row = { ...placeOf(entry), params: {}, label, bibId: null };
    if (outcome === 'created') result.tally.created += 1;
    else if (outcome === 'updated') {
      result.tally.updated += 1;
      result.rows.push({ ...row, outcome: 'updated', code: 'imports.heading_replaced' });
    } else {
      result.tally.skipped += 1;
      const code = outcome === 'kept' ? 'imports.heading_there' : 'imports.heading_unsupported';
      result.rows.push({ ...row, outcome: 'skipped', code });
    }
  });
  return result;
}
