import { AsyncLocalStorage } from 'node:async_hooks';
import type { PermissionCode } from './permissions.ts';

/**
 * What a reader was allowed by: a permission at a library (null = for the whole network, `anywhere` = at some library), or whose members
 * it let them see (home libraries; null = everybody's).
 */
export type Right =
  | { readonly permission: PermissionCode; readonly at: number | null | 'anywhere' }
  | { readonly permission: PermissionCode; readonly serves: readonly number[] | null };

const used = new AsyncLocalStorage<Right[]>();

/** Runs something and notes by which rights it read: what is kept for later is handed out to whoever has them still. */
export const notingRights = <T>(rights: Right[], run: () => T): T => used.run(rights, run);

/** The rights that were used so far; none where nobody notes them. */
export const rightsUsed = (): readonly Right[] => used.getStore() ?? [];

const whatOf = (right: Right): string => JSON.stringify('at' in right ? right.at : { serves: right.serves });

/** Called where a permission was asked for and held. */
export function noteRight(right: Right): void {
  const rights = used.getStore();
  if (!rights) return;
  const what = whatOf(right);
  if (!rights.some((one) => one.permission === right.permission && whatOf(one) === what)) rights.push(right);
}
