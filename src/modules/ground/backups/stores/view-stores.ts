import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { selectArrived, selectTried, type BackupCopy } from '../data/copies.queries.ts';
import { selectStore, selectStores, type StoredStore } from '../data/stores.queries.ts';
import { backupsErrors } from '../errors.ts';

/** A store as it is shown: what opens it never is. */
export interface StoreView extends Omit<StoredStore, 'secret'> {
  hasSecret: boolean;
}

export interface StoreState extends StoreView {
  /** The newest backup that lies, or lay, there. */
  arrived: BackupCopy | null;
  /** What was tried last. */
  tried: BackupCopy | null;
}

const shown = ({ secret, ...store }: StoredStore): StoreView => ({ ...store, hasSecret: secret !== null });

/** Stores elsewhere to which backups are copied, and how they stand. Needs `settings.manage` network-wide. */
export async function listStores(ctx: Ctx): Promise<StoreState[]> {
  authorize(ctx, 'settings.manage', null);
  const [stores, arrived, tried] = await Promise.all([
    selectStores(ctx.db),
    selectArrived(ctx.db, ctx.clock.now()),
    selectTried(ctx.db),
  ]);
  const of = (copies: readonly BackupCopy[], id: number): BackupCopy | null =>
    copies.find(({ storeId }) => storeId === id) ?? null;
  return stores.map((store) => ({ ...shown(store), arrived: of(arrived, store.id), tried: of(tried, store.id) }));
}

/** One of them. Needs `settings.manage` network-wide. Throws `backups.store_not_found`. */
export async function viewStore(ctx: Ctx, id: number): Promise<StoreView> {
  authorize(ctx, 'settings.manage', null);
  const store = await selectStore(ctx.db, id);
  if (!store) throw backupsErrors.storeNotFound();
  return shown(store);
}
