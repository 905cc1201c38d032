import { changedParts, recordAudit } from '#modules/ground/audit';
import type { Ctx } from '#platform/context';
import { pick } from '#platform/database/change-log';
import type { Db, Tx } from '#platform/database/db';
import { changeItem, itemsByBarcode, selectItem, selectItemForUpdate } from '../data/items.queries.ts';
import { storable } from '../rules/bib-columns.ts';
import { callNumberSortKey } from '../rules/build-call-number.ts';
import type { DraftItem } from './save-draft-items.ts';

/** What another system says now of a copy that came from it. */
export interface BroughtItemNow {
  itemId: number;
  item: DraftItem;
  /** Version of the copy as it was last written for that system. */
  version: number;
  /** How parts of its note begin that were written when it came, because it could not bear the number that follows; they stay. */
  oldNumbers: { barcode: string; accession: string };
}
/**
 * `written`, or the `same` already, with the version of the copy now. Else people here have changed it since; or it is gone; or its new barcode is
 * that of another copy.
 */
export type FollowedItem =
  { outcome: 'written' | 'same'; version: number } | { outcome: 'changed_here' | 'gone' | 'refused' };
type Before = NonNullable<Awaited<ReturnType<typeof selectItem>>>;

const LONGEST_NOTE = 500;
const text = (value: string | null | undefined): string | null => (value ? storable(value) : null);

const keptOf = (before: Before, { oldNumbers }: BroughtItemNow): string[] =>
  (before.copyNote?.split('; ') ?? []).filter(
    (part) => part.startsWith(oldNumbers.barcode) || part.startsWith(oldNumbers.accession),
  );

function noteOf(before: Before, brought: BroughtItemNow): string | null {
  const kept = keptOf(before, brought);
  const now = text(brought.item.copyNote)?.split('; ') ?? [];
  return [...kept.filter((part) => !now.includes(part)), ...now].join('; ').slice(0, LONGEST_NOTE) || null;
}

/** The columns that the other system says something of: its call number only where it has one; in which library it stands people here say. */
function columnsOf(before: Before, now: BroughtItemNow) {
  const { itemType, source = null, price = null, acquiredOn = null, status = 'available', supplier } = now.item;
  const [callNumber, barcode] = [text(now.item.callNumber), text(now.item.barcode?.trim())];
  return {
    ...{ itemType, source, price, acquiredOn, status, supplier: text(supplier), copyNote: noteOf(before, now) },
    ...(callNumber === null ? {} : { callNumber, callNumberSort: callNumberSortKey(callNumber) }),
    // the number that it could not have when it came stands in its note
    ...(barcode === null || keptOf(before, now).includes(`${now.oldNumbers.barcode}${barcode}`) ? {} : { barcode }),
  };
}

async function judge(db: Db | Tx, before: Before | undefined, now: BroughtItemNow): Promise<FollowedItem['outcome']> {
  if (!before || before.status === 'withdrawn') return 'gone';
  const columns = columnsOf(before, now);
  if (JSON.stringify(pick(before, columns)) === JSON.stringify(pick({ ...before, ...columns }, columns))) return 'same';
  if (before.version !== now.version) return 'changed_here';
  if (columns.barcode === undefined || columns.barcode === before.barcode) return 'written';
  return (await itemsByBarcode(db, [columns.barcode])).length > 0 ? 'refused' : 'written';
}

/** What {@link followBroughtItem} would do; nothing is changed. */
export const foreseeBroughtItem = async (db: Db, now: BroughtItemNow): Promise<FollowedItem['outcome']> =>
  judge(db, await selectItem(db, now.itemId), now);

/**
 * Brings a copy up to date that another system brought and nobody here has changed since. Its library and its accession number stay; it takes
 * another barcode only where that is free. In the caller's transaction; the caller has checked the permission.
 */
export async function followBroughtItem(trx: Tx, ctx: Ctx, now: BroughtItemNow): Promise<FollowedItem> {
  const before = await selectItemForUpdate(trx, now.itemId);
  const outcome = await judge(trx, before, now);
  if (!before || outcome === 'gone') return { outcome: 'gone' };
  if (outcome === 'same') return { outcome, version: before.version };
  if (outcome !== 'written') return { outcome };
  const columns = columnsOf(before, now);
  const after = await changeItem(trx, before.id, columns, ctx.clock.now());
  await recordAudit(trx, ctx, {
    action: 'item.updated',
    entity: 'item',
    entityId: before.id,
    libraryId: after.libraryId,
    ...changedParts(pick(before, columns), pick(after, columns)),
  });
  return { outcome, version: after.version };
}
