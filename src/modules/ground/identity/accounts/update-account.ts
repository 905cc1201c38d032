import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { asEmail, asFullName, refuseField } from './account-input.ts';
import { loadManaged, withGrants, type Account } from './account-view.ts';
import { updateAccountRow } from '../data/accounts.queries.ts';

export interface UpdateAccount {
  id: number;
  /** The version that the editor saw; `platform.version_conflict` when somebody has saved since. */
  version: number;
  fullName?: string;
  email?: string | null;
  locale?: Locale;
  homeLibraryId?: number | null;
}

/** Changes what an account says about its person. Moving it to another library needs the permission in both. */
export async function updateAccount(ctx: Ctx, input: UpdateAccount): Promise<Account> {
  return ctx.db.transaction().execute(async (trx) => {
    const before = await loadManaged(trx, ctx, input.id);
    if (input.homeLibraryId !== undefined) authorize(ctx, 'accounts.manage', input.homeLibraryId);
    const changes = {
      ...(input.fullName === undefined ? {} : { fullName: asFullName(input.fullName) }),
      ...(input.email === undefined ? {} : { email: asEmail(input.email) }),
      ...(input.locale === undefined ? {} : { locale: input.locale }),
      ...(input.homeLibraryId === undefined ? {} : { homeLibraryId: input.homeLibraryId }),
    };
    const row = await updateAccountRow(trx, input.id, input.version, changes, ctx.clock.now()).catch(refuseField);
    if (!row) throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, {
      action: 'account.updated',
      entity: 'account',
      entityId: row.id,
      libraryId: row.homeLibraryId,
      ...changedParts(pickShown(before), pickShown(row)),
    });
    const [account] = await withGrants(trx, [row]);
    return account ?? { ...row, grants: [] };
  });
}

const pickShown = (row: { fullName: string; email: string | null; locale: string; homeLibraryId: number | null }) => ({
  fullName: row.fullName,
  email: row.email,
  locale: row.locale,
  homeLibraryId: row.homeLibraryId,
});
