import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx, Locale } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { asEmail, asFullName, asUsername, refuseField, requireGoodPassword } from './account-input.ts';
import { withGrants, type Account } from './account-view.ts';
import { insertAccount } from '../data/accounts.queries.ts';
import { addGrant } from '../roles/grant-role.ts';
import { hashSecret } from '../secrets.ts';

export interface CreateAccount {
  username: string;
  fullName: string;
  email?: string | null;
  password: string;
  locale?: Locale;
  /** Where this person works; null = the whole network. */
  homeLibraryId?: number | null;
  /** Roles by code; `libraryId` null = network-wide. */
  grants?: readonly { role: string; libraryId: number | null }[];
  isSample?: boolean;
}

/** Makes a staff account. Needs `accounts.manage` for its home library, and for each role all that the role allows. */
export async function createAccount(ctx: Ctx, input: CreateAccount): Promise<Account> {
  authorize(ctx, 'accounts.manage', input.homeLibraryId ?? null);
  const ready = await readyAccount(input);
  return ctx.db.transaction().execute(async (trx) => addAccount(trx, ctx, ready));
}

/** The input checked and its password hashed: the slow part, done outside of the transaction. */
export interface ReadyAccount extends Omit<CreateAccount, 'password'> {
  passwordHash: string;
}
export async function readyAccount({ password, ...rest }: CreateAccount): Promise<ReadyAccount> {
  const username = asUsername(rest.username);
  const fullName = asFullName(rest.fullName);
  const email = asEmail(rest.email);
  requireGoodPassword(password, [username, fullName, email ?? '']);
  return { ...rest, username, fullName, email, passwordHash: await hashSecret(password) };
}

/** For use cases that make an account together with other things; checks no permission but those of the roles. */
export async function addAccount(trx: Tx, ctx: Ctx, ready: ReadyAccount): Promise<Account> {
  const row = await insertAccount(trx, {
    username: ready.username,
    fullName: ready.fullName,
    email: ready.email ?? null,
    passwordHash: ready.passwordHash,
    locale: ready.locale ?? 'id',
    homeLibraryId: ready.homeLibraryId ?? null,
    isSample: ready.isSample ?? false,
    createdAt: ctx.clock.now(),
  }).catch(refuseField);
  const { username, fullName, email, locale, homeLibraryId } = row;
  await recordAudit(trx, ctx, {
    action: 'account.created',
    entity: 'account',
    entityId: row.id,
    libraryId: homeLibraryId,
    after: { username, fullName, email, locale, homeLibraryId },
  });
  for (const grant of ready.grants ?? []) await addGrant(trx, ctx, row, grant);
  const [account] = await withGrants(trx, [row]);
  return account ?? { ...row, grants: [] };
}
