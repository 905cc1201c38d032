import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import { recordAudits } from '#modules/ground/audit';
import { authorityValues, variantValues } from './authority-values.ts';
import {
  changeAuthority,
  findSameAuthorities,
  insertAuthorities,
  replaceVariants,
  selectBibsAfter,
  type AuthorityRow,
} from '../data/authorities.queries.ts';
import { linkHeadings } from './link-headings.ts';
import { rewriteBibs } from '../bibs/rewrite-bibs.ts';
import { headingField } from '../rules/authority-record.ts';
import { sameRecord } from '../rules/same-record.ts';

export interface SavedAuthority {
  /** null when the record was not kept. */
  id: number | null;
  /** `kept`: the catalogue had exactly this; `unsupported`: no heading of a kind that is kept here (a work, a genre …). */
  outcome: 'created' | 'updated' | 'kept' | 'unsupported';
  heading: string | null;
}

/**
 * Saves authority records of an import in the caller's transaction. One that is there already (same control number, else the
 * same heading of its kind) is replaced; a heading that changes thereby is rewritten in its records. Run
 * {@link relinkHeadings} when the import has ended. Needs `imports.run` for the network.
 * @returns in the order of the records
 */
export async function saveAuthorityBatch(trx: Tx, ctx: Ctx, records: readonly MarcRecord[]): Promise<SavedAuthority[]> {
  authorize(ctx, 'imports.run', null);
  const now = ctx.clock.now();
  const made = records.map(authorityValues);
  const old = await findSameAuthorities(
    trx,
    made.flatMap((one) => (one ? [{ ...one.values, folded: one.values.foldedHeading }] : [])),
  );
  const byNumber = new Map(
    old.flatMap((row) => (row.controlNumber === null ? [] : [[row.controlNumber, row] as const])),
  );
  const byHeading = new Map(
    old.filter((row) => row.mergedIntoId === null).map((row) => [`${row.kind} ${row.foldedHeading}`, row]),
  );
  const keyOf = (values: { kind: string; foldedHeading: string }): string => `${values.kind} ${values.foldedHeading}`;

  const inserts = new Map<string, number>();
  const updates = new Map<number, { at: number; before: AuthorityRow }>();
  const results = made.map((one, at): SavedAuthority => {
    if (!one) return { id: null, outcome: 'unsupported', heading: null };
    const { heading } = one.view;
    const number = one.values.controlNumber;
    const numbered = number === null ? undefined : byNumber.get(number);
    const sameHeading = byHeading.get(keyOf(one.values));
    // a heading that was merged away stays merged
    if (numbered && numbered.mergedIntoId !== null) return { id: numbered.mergedIntoId, outcome: 'kept', heading };
    const before = sameHeading ?? (numbered?.kind === one.values.kind ? numbered : undefined);
    if (before) {
      if (updates.has(before.id) || sameRecord(before.marc, one.values.marc))
        return { id: before.id, outcome: 'kept', heading };
      updates.set(before.id, { at, before });
      return { id: before.id, outcome: 'updated', heading };
    }
    if (inserts.has(keyOf(one.values))) return { id: null, outcome: 'kept', heading };
    inserts.set(keyOf(one.values), at);
    return { id: null, outcome: 'created', heading };
  });

  const usedNumbers = new Set(byNumber.keys());
  const rows = [...inserts.values()].flatMap((at) => {
    const values = made[at]?.values;
    if (!values) return [];
    // two makers may use one number: the second one's is not needed to find it again by its heading
    const taken = values.controlNumber !== null && usedNumbers.has(values.controlNumber);
    if (values.controlNumber !== null) usedNumbers.add(values.controlNumber);
    return [taken ? { ...values, controlNumber: null } : values];
  });
  const ids = await insertAuthorities(trx, rows, now);
  [...inserts.values()].forEach((at, i) => {
    const result = results[at];
    if (result) result.id = ids[i] ?? null;
  });
  made.forEach((one, at) => {
    const result = results[at];
    const first = one ? inserts.get(keyOf(one.values)) : undefined;
    if (result && result.id === null && first !== undefined) result.id = results[first]?.id ?? null;
  });

  for (const [id, { at, before }] of updates) {
    const one = made[at];
    const to = one ? headingField(one.values.marc) : null;
    if (!one || !to) continue;
    const { controlNumber, ...values } = one.values;
    await changeAuthority(
      trx,
      id,
      before.controlNumber === null && controlNumber !== null && !byNumber.has(controlNumber) ? one.values : values,
      now,
    );
    if (before.foldedHeading !== one.values.foldedHeading) {
      await rewriteBibs(trx, ctx, id, {
        kind: before.kind,
        fromIds: [id],
        fromFolded: [before.foldedHeading],
        toId: id,
        to,
      });
    }
  }
  const touched = results.flatMap((result, at) => {
    const view = made[at]?.view;
    const isTouched = result.outcome === 'created' || result.outcome === 'updated';
    return isTouched && view && result.id !== null ? [{ id: result.id, view, outcome: result.outcome }] : [];
  });
  if (touched.length > 0) {
    await replaceVariants(
      trx,
      touched.map(({ id }) => id),
      touched.flatMap(({ id, view }) => variantValues(id, view)),
    );
  }
  await recordAudits(
    trx,
    ctx,
    touched.map(({ id, view, outcome }) => ({
      action: outcome === 'created' ? 'authority.imported' : 'authority.replaced',
      entity: 'authority',
      entityId: id,
      after: { kind: view.kind, heading: view.heading },
    })),
  );
  return results;
}

const RELINK_BATCH = 500;

/**
 * Ties all records to the headings they use, after headings were imported. Works in small transactions and can be repeated.
 * @param options.signal stops between two batches
 * @param options.onProgress how many records were looked at
 */
export async function relinkHeadings(
  ctx: Ctx,
  options: { signal?: AbortSignal; onProgress?: (count: number) => void } = {},
): Promise<void> {
  authorize(ctx, 'imports.run', null);
  let afterId = 0;
  let count = 0;
  while (!options.signal?.aborted) {
    const bibs = await ctx.db.transaction().execute(async (trx) => {
      const batch = await selectBibsAfter(trx, afterId, RELINK_BATCH);
      await linkHeadings(trx, batch, false);
      return batch;
    });
    const last = bibs.at(-1);
    if (!last) return;
    afterId = last.id;
    count += bibs.length;
    options.onProgress?.(count);
  }
}
