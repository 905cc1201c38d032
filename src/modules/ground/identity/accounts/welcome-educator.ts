import { recordAudit } from '#modules/ground/audit';
import type { Ctx, Locale } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { findAccount, insertAccount } from '../data/accounts.queries.ts';
import { findRoleByCode, insertGrant } from '../data/roles.queries.ts';
import { EDUCATOR } from '../rules/builtin-roles.ts';
import { refuseField } from './account-input.ts';
import { readyAccount, type ReadyAccount } from './create-account.ts';

/** Somebody who was invited, as they sign in from now on. */
interface EducatorInput {
  username: string;
  fullName: string;
  email: string | null;
  password: string;
  locale: Locale;
}

/** What was typed checked and its password hashed: the slow part, done outside of the transaction. Throws `platform.invalid_input`. */
export const readyEducator = async (input: EducatorInput): Promise<ReadyAccount> => readyAccount(input);

/**
 * Lets an account be an educator at a library; one who is already stays so. Who may invite, the module of the invitation has asked: it gives this
 * role and no other.
 */
export async function grantEducator(trx: Tx, ctx: Ctx, accountId: number, libraryId: number): Promise<void> {
  const [account, role] = [await findAccount(trx, accountId), await findRoleByCode(trx, EDUCATOR)];
  if (account?.status !== 'active' || !role) throw platformErrors.notFound();
  const added = await insertGrant(trx, { accountId, roleId: role.id, libraryId }).catch(refuseField);
  if (added === null) return;
  await recordAudit(trx, ctx, {
    action: 'account.role_granted',
    entity: 'account',
    entityId: accountId,
    libraryId,
    after: { username: account.username, role: role.code, libraryId },
  });
}

/** Makes the account of an educator, at home at a library and with this role there alone. As {@link grantEducator}. Throws `platform.invalid_input`. @returns its id */
export async function addEducator(trx: Tx, ctx: Ctx, ready: ReadyAccount, libraryId: number): Promise<number> {
  const { username, fullName, email = null, locale = 'id', passwordHash } = ready;
  const values = { username, fullName, email, locale, homeLibraryId: libraryId };
  const row = { ...values, passwordHash, isSample: false, createdAt: ctx.clock.now() };
  const { id } = await insertAccount(trx, row).catch(refuseField);
  await recordAudit(trx, ctx, {
    ...{ action: 'account.created', entity: 'account', entityId: id, libraryId },
    after: values,
  });
  await grantEducator(trx, ctx, id, libraryId);
  return id;
}
