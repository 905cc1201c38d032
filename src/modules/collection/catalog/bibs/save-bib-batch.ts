import { authorize } from '#platform/rights/authorize';
import { accountOf, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { DerivedBib } from '#shared/marc/derived-bib';
import type { MarcRecord } from '#shared/marc/record';
import { recordAudits, type AuditEntry } from '#modules/ground/audit';
import { insertBibs, takeBibIds, updateBibs, type NewBibRow } from '../data/bib-rows.queries.ts';
import { lockBibsForBatch, mainEntry } from '../data/bibs.queries.ts';
import { catalogErrors } from '../errors.ts';
import { linkHeadings } from '../authorities/link-headings.ts';
import { bibColumns, type BibColumns } from '../rules/bib-columns.ts';
import { sameRecord } from '../rules/same-record.ts';
import { saveDraftItems, type DraftItem, type DraftItemsResult } from '../items/save-draft-items.ts';

/** One record of an import with its copies. */
export type BibDraft =
  /** `enteredAt`: when the record came into the catalogue, if that is known and not now. `hidden`: not for the public. */
  | {
      mode: 'create';
      marc: MarcRecord;
      derived?: DerivedBib;
      items: readonly DraftItem[];
      enteredAt?: Date | undefined;
      hidden?: boolean;
    }
  /** The record in the catalogue is replaced as a whole; its copies stay, new ones are added. */
  | { mode: 'replace'; bibId: number; marc: MarcRecord; derived?: DerivedBib; items: readonly DraftItem[] }
  /** Only new copies are added. */
  | { mode: 'items_only'; bibId: number; items: readonly DraftItem[] };

/** Is it compared with, or are call numbers made from it? */
const needsRecord = ({ mode, items }: BibDraft): boolean =>
  mode === 'replace' || items.some(({ callNumber }) => !callNumber);

export interface SavedDraft extends DraftItemsResult {
  bibId: number;
  /** Was the record written? (A replacement that says the same is not.) */
  written: boolean;
}

/**
 * Saves a batch of an import in the caller's transaction, with a few statements for all of it: about 500 records at a time
 * are best. Copies that cannot be saved are told one by one and lose nothing else. Duplicates are the caller's affair
 * (`findDuplicatesOfEach`). Needs `imports.run` for the network. Refuses `catalog.bib_not_found` when a record to replace is gone.
 * @returns in the order of the drafts
 */
export async function saveBibBatch(trx: Tx, ctx: Ctx, drafts: readonly BibDraft[]): Promise<SavedDraft[]> {
  authorize(ctx, 'imports.run', null);
  const now = ctx.clock.now();
  const columns = drafts.map((draft) => (draft.mode === 'items_only' ? null : bibColumns(draft.marc, draft.derived)));
  const newIds = await takeBibIds(trx, drafts.filter((draft) => draft.mode === 'create').length);
  const there = drafts.filter((draft) => draft.mode !== 'create');
  const locked = await lockBibsForBatch(
    trx,
    there.map(({ bibId }) => bibId),
    there.filter(needsRecord).map(({ bibId }) => bibId),
  );
  const old = new Map(locked.map((bib) => [bib.id, bib]));
  const ids = drafts.map((draft) => {
    const id = draft.mode === 'create' ? newIds.shift() : old.get(draft.bibId)?.id;
    if (id === undefined) throw catalogErrors.bibNotFound();
    return id;
  });

  const inserts: NewBibRow[] = [];
  const updates: (BibColumns & { id: number })[] = [];
  const written = drafts.map((draft, i) => {
    const row = columns[i];
    const id = ids[i] ?? 0;
    if (!row) return false;
    if (draft.mode === 'create')
      inserts.push({ ...row, id, enteredAt: draft.enteredAt, hidden: draft.hidden ?? false });
    else {
      const before = old.get(id);
      if (before?.marc && sameRecord(before.marc, row.marc)) return false;
      updates.push({ ...row, id });
    }
    return true;
  });
  await insertBibs(trx, inserts, { now, by: accountOf(ctx.actor) });
  await updateBibs(trx, updates, now);
  await linkHeadings(trx, inserts, true);
  if (updates.length > 0) await linkHeadings(trx, updates, false);

  const items = await saveDraftItems(
    trx,
    ctx,
    drafts.map((draft, i) => {
      const id = ids[i] ?? 0;
      const row = columns[i] ?? old.get(id);
      return {
        bibId: id,
        items: draft.items,
        shelving: {
          ddc: row?.ddc ?? null,
          heading: row?.marc ? mainEntry(row.marc) : null,
          title: row?.titleSort ?? '',
          languages: row?.languages ?? [],
        },
      };
    }),
  );
  const saved = drafts.map((_, i): SavedDraft => ({
    bibId: ids[i] ?? 0,
    written: written[i] ?? false,
    ...(items[i] ?? { itemIds: [], itemsKept: 0, itemProblems: [] }),
  }));
  await recordAudits(
    trx,
    ctx,
    saved.flatMap((result, i) => traceOf(result, drafts[i]?.mode, columns[i])),
  );
  return saved;
}

/** One line for each record that was touched; its copies are named in it. */
function traceOf(
  saved: SavedDraft,
  mode: BibDraft['mode'] | undefined,
  row: BibColumns | null | undefined,
): AuditEntry[] {
  if (!saved.written && saved.itemIds.length === 0) return [];
  const action = mode === 'create' ? 'bib.imported' : saved.written ? 'bib.replaced' : 'bib.items_imported';
  const itemIds = saved.itemIds.length > 0 ? { itemIds: saved.itemIds } : {};
  return [
    { action, entity: 'bib', entityId: saved.bibId, after: { ...(row ? { title: row.title } : {}), ...itemIds } },
  ];
}
