import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { asItemConflict, checkItemPlace } from './add-items.ts';
import {
  changeItem,
  selectItemForUpdate,
  selectItemsWithNames,
  type ItemChanges,
  type ItemWithNames,
} from '../data/items.queries.ts';
import { catalogErrors } from '../errors.ts';
import { callNumberSortKey } from '../rules/build-call-number.ts';
import { updateItemInput, type UpdateItemInput } from '../schema.ts';

/** The keys that were given: what is left out stays. */
const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/**
 * Changes a copy. Needs `items.edit` for its library and, when it moves to another one, for that too. Refuses
 * `catalog.item_not_found`, `platform.version_conflict`, `catalog.item_withdrawn`, `catalog.item_on_loan` (an item that is
 * out cannot change its library), `catalog.item_set_aside`, `catalog.item_of_another`, `catalog.barcode_taken`, `catalog.accession_taken`.
 */
export async function updateItem(ctx: Ctx, input: UpdateItemInput): Promise<ItemWithNames> {
  const { id, version, ...fields } = parseInput(updateItemInput, input);
  try {
    return await ctx.db.transaction().execute(async (trx) => {
      const item = await selectItemForUpdate(trx, id);
      if (!item) throw catalogErrors.itemNotFound();
      authorize(ctx, 'items.edit', item.libraryId);
      if (item.version !== version) throw platformErrors.versionConflict();
      if (item.status === 'withdrawn') throw catalogErrors.itemWithdrawn({ barcode: item.barcode });
      const libraryId = fields.libraryId ?? item.libraryId;
      const moves = libraryId !== item.libraryId;
      if (moves) {
        authorize(ctx, 'items.edit', libraryId);
        if (item.onLoan) throw catalogErrors.itemOnLoan({ barcode: item.barcode });
        if (item.setAside !== null) throw catalogErrors.itemSetAside({ barcode: item.barcode });
        if (item.ownerLibraryId !== null) throw catalogErrors.itemOfAnother({ barcode: item.barcode });
      }
      // a shelf belongs to its library
      const spaceId = fields.spaceId === undefined && moves ? null : fields.spaceId;
      const changes: ItemChanges = given({ ...fields, spaceId });
      if (fields.callNumber !== undefined) changes.callNumberSort = callNumberSortKey(fields.callNumber);
      await checkItemPlace(trx, { libraryId, spaceId, itemType: fields.itemType ?? item.itemType });
      const after = await changeItem(trx, id, changes, ctx.clock.now());
      await recordAudit(trx, ctx, {
        action: 'item.updated',
        entity: 'item',
        entityId: id,
        libraryId,
        ...changedParts(
          Object.fromEntries(Object.keys(changes).map((key) => [key, item[key as keyof typeof item]])),
          Object.fromEntries(Object.keys(changes).map((key) => [key, after[key as keyof typeof after]])),
        ),
      });
      const [saved] = await selectItemsWithNames(trx, [id]);
      if (!saved) throw catalogErrors.itemNotFound();
      return saved;
    });
  } catch (error) {
    throw asItemConflict(error);
  }
}
