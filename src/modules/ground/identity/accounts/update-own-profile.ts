import { changedParts, recordAudit } from '#modules/ground/audit';
import type { Ctx, Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { asEmail } from './account-input.ts';
import { findAccount, updateAccountRow, type AccountRow } from '../data/accounts.queries.ts';
import { requireOwnAccount } from './own-account.ts';

/** One's own language and e-mail; the name belongs to whoever manages the accounts. */
export async function updateOwnProfile(
  ctx: Ctx,
  input: { version: number; email: string | null; locale: Locale },
): Promise<AccountRow> {
  const actor = requireOwnAccount(ctx);
  return ctx.db.transaction().execute(async (trx) => {
    const before = await findAccount(trx, actor.id);
    const changes = { email: asEmail(input.email), locale: input.locale };
    const row = await updateAccountRow(trx, actor.id, input.version, changes, ctx.clock.now());
    if (!before || !row) throw platformErrors.versionConflict();
    await recordAudit(trx, ctx, {
      action: 'account.updated',
      entity: 'account',
      entityId: row.id,
      libraryId: row.homeLibraryId,
      ...changedParts({ email: before.email, locale: before.locale }, changes),
    });
    return row;
  });
}
