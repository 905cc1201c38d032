import { networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { authorize, authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import { localDate, type LocalDate } from '#shared/dates';
import type { ChannelAccount, ChannelAccountView } from '../client.ts';
import { findAccount, selectAccounts, type AccountRow } from '../data/accounts.queries.ts';
import { channelErrors } from '../errors.ts';
import { readinessOf } from '../rules/standing.ts';
import { secretNames } from './seal-secrets.ts';
import { settingsOf } from './settings-of.ts';

/** Names of settings and secrets that are set, without opening any. */
function knownOf({ settings, secrets }: Pick<AccountRow, 'settings' | 'secrets'>): Set<string> {
  const set = Object.entries(settingsOf(settings)).flatMap(([field, value]) => (value === '' ? [] : [field]));
  return new Set([...set, ...secretNames(secrets)]);
}

function accountOf(row: AccountRow, today: LocalDate): ChannelAccount {
  const { id, kind, name, libraryId, enabled, expiresOn } = row;
  const known = knownOf(row);
  const refused = row.refusedAt !== null;
  return {
    id,
    kind,
    name,
    libraryId,
    expiresOn,
    ready: readinessOf({ kind, enabled, known, expiresOn, refused }, today),
  };
}

const todayOf = async (db: Db | Tx, now: Date): Promise<LocalDate> => localDate(now, await networkZone(db));

/**
 * The accounts in which something can be said: those of the network and of these libraries, by name; null = of all. Those that cannot
 * speak just now are among them, and say why. Whoever calls asks for the right.
 */
export async function listAccounts(
  db: Db | Tx,
  libraryIds: readonly number[] | null,
  now: Date,
): Promise<ChannelAccount[]> {
  const today = await todayOf(db, now);
  return (await selectAccounts(db, { libraryIds, archived: false })).map((row) => accountOf(row, today));
}

const viewOf = (row: AccountRow, today: LocalDate): ChannelAccountView => ({
  ...accountOf(row, today),
  ...{ enabled: row.enabled, settings: settingsOf(row.settings), secretsSet: secretNames(row.secrets) },
  ...{ refusedAt: row.refusedAt, seenAs: row.seenAs, triedAt: row.triedAt, createdAt: row.createdAt },
  ...{ createdBy: row.createdBy, archived: row.archivedAt !== null, version: row.version },
});

/** The accounts that somebody looks after, without secrets. Needs `channels.manage`; those of the network only for who holds it there. */
export async function listManagedAccounts(
  ctx: Ctx,
  { archived = false }: { archived?: boolean } = {},
): Promise<ChannelAccountView[]> {
  const libraryIds = seenLibraries(ctx, 'channels.manage', undefined);
  const today = await todayOf(ctx.db, ctx.clock.now());
  const rows = await selectAccounts(ctx.db, { libraryIds, archived });
  return rows.filter(({ libraryId }) => libraryIds === null || libraryId !== null).map((row) => viewOf(row, today));
}

/** The row of an account that the actor looks after. Throws `channels.not_found`. */
export async function managedAccount(ctx: Ctx, id: number): Promise<AccountRow> {
  authorizeAnywhere(ctx, 'channels.manage');
  const row = await findAccount(ctx.db, id);
  if (!row) throw channelErrors.notFound();
  authorize(ctx, 'channels.manage', row.libraryId);
  return row;
}

/** An account with how it is reached, without secrets. Needs `channels.manage` at its library. Throws `channels.not_found`. */
export async function getAccount(ctx: Ctx, id: number): Promise<ChannelAccountView> {
  return viewOf(await managedAccount(ctx, id), await todayOf(ctx.db, ctx.clock.now()));
}
