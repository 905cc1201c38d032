import { z } from 'zod';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { actorName, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import { NotPublic, requirePublicHost } from '#platform/sending/outgoing';
import type { Services } from '#platform/services';
import { insertAccount, lockAccount, updateAccount, type AccountRow } from '../data/accounts.queries.ts';
import { channelErrors } from '../errors.ts';
import { accountFields } from '../rules/account-fields.ts';
import type { ChannelKind } from '../rules/limits.ts';
import { accountInput, fieldsSchema, newAccountInput, type AccountInput, type NewAccountInput } from '../schema.ts';
import { sealSecret, storedSecrets } from './seal-secrets.ts';
import { settingsOf } from './settings-of.ts';

type Needs = Pick<Services, 'secrets'> & { config: Pick<Services['config'], 'outgoingHosts'> };

/** What is said of the settings of a kind. Throws `platform.invalid_input` at `settings.<name>`. */
const readSettings = (kind: ChannelKind, settings: Record<string, string>): Record<string, string> =>
  parseInput(z.object({ settings: fieldsSchema(kind, false) }), { settings }).settings;

/** The secrets that are given anew. Throws `platform.invalid_input` at `secrets.<name>`. */
function readSecrets(kind: ChannelKind, secrets: Record<string, string>): [name: string, plain: string][] {
  const read = parseInput(z.object({ secrets: fieldsSchema(kind, true) }), { secrets }).secrets;
  return Object.entries(read).filter(([, plain]) => plain !== '');
}

/** Servers are public ones, or those that the machine's administrator names. */
function requirePublic(kind: ChannelKind, settings: Record<string, string>, named: readonly string[]): void {
  for (const { name, is } of accountFields[kind]) {
    const url = is === 'address' ? URL.parse(settings[name] ?? '') : null;
    try {
      if (url) requirePublicHost(url, named);
    } catch (error) {
      if (!(error instanceof NotPublic)) throw error;
      throw platformErrors.invalidInput({}, { [`settings.${name}`]: 'not_public' });
    }
  }
}

/**
 * Adds an account of a library, or of the network. Needs `channels.manage` there. Throws `platform.invalid_input`, `libraries.not_found`.
 * @returns its id
 */
export async function addAccount(ctx: Ctx, { secrets, config }: Needs, input: NewAccountInput): Promise<number> {
  const account = parseInput(newAccountInput, input);
  const { kind, libraryId, name, enabled, expiresOn } = account;
  authorize(ctx, 'channels.manage', libraryId);
  if (libraryId !== null) await getLibrary(ctx, libraryId);
  const settings = readSettings(kind, account.settings);
  requirePublic(kind, settings, config.outgoingHosts);
  const hidden = readSecrets(kind, account.secrets);
  return ctx.db.transaction().execute(async (trx) => {
    const made = { createdAt: ctx.clock.now(), createdBy: actorName(ctx.actor) };
    const row = { kind, libraryId, name, enabled, expiresOn, settings: JSON.stringify(settings) };
    const id = await insertAccount(trx, { ...row, ...made });
    if (hidden.length > 0) {
      const sealed = hidden.map(([field, plain]) => [field, sealSecret(secrets, id, field, plain)]);
      await updateAccount(trx, id, { secrets: JSON.stringify(Object.fromEntries(sealed)) });
    }
    await recordAudit(trx, ctx, {
      ...{ action: 'channel_account.added', entity: 'channel_account', entityId: id, libraryId },
      after: { kind, name, enabled, settings, expiresOn, secretsSet: hidden.map(([field]) => field) },
    });
    return id;
  });
}

/** Holds an account as its editor saw it. Throws `channels.not_found`, `platform.version_conflict`. */
async function heldAccount(trx: Tx, ctx: Ctx, id: number, version: number): Promise<AccountRow> {
  const held = await lockAccount(trx, id);
  if (!held) throw channelErrors.notFound();
  authorize(ctx, 'channels.manage', held.libraryId);
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/**
 * Changes an account. Needs `channels.manage` at its library. With another server the secrets that are not given anew are forgotten:
 * whoever may change it, but not read them, must not have them sent elsewhere. The trace says which secrets were set, not what they are.
 * Throws `channels.not_found`, `channels.archived`, `platform.version_conflict`, `platform.invalid_input`.
 */
export async function changeAccount(
  ctx: Ctx,
  { secrets, config }: Needs,
  id: number,
  { version, ...input }: AccountInput & { version: number },
): Promise<void> {
  authorizeAnywhere(ctx, 'channels.manage');
  const account = parseInput(accountInput, input);
  await ctx.db.transaction().execute(async (trx) => {
    const held = await heldAccount(trx, ctx, id, version);
    if (held.archivedAt !== null) throw channelErrors.archived();
    const { kind } = held;
    const before = settingsOf(held.settings);
    const settings = readSettings(kind, { ...before, ...account.settings });
    requirePublic(kind, settings, config.outgoingHosts);
    const fresh = readSecrets(kind, account.secrets);
    const moved = accountFields[kind].some(({ name, is }) => is === 'address' && before[name] !== settings[name]);
    const sealed = fresh.map(([field, plain]) => [field, sealSecret(secrets, id, field, plain)]);
    const kept = moved ? {} : storedSecrets(held.secrets);
    const { name, enabled, expiresOn } = account;
    await updateAccount(trx, id, {
      ...{ name, enabled, expiresOn, settings: JSON.stringify(settings) },
      secrets: JSON.stringify({ ...kept, ...Object.fromEntries(sealed) }),
      // another permission, or another place: whether it is taken nobody has seen yet
      ...((moved || fresh.length > 0) && { refusedAt: null }),
    });
    await recordAudit(trx, ctx, {
      ...{ action: 'channel_account.changed', entity: 'channel_account', entityId: id, libraryId: held.libraryId },
      ...changedParts(
        { name: held.name, enabled: held.enabled, expiresOn: held.expiresOn, settings: before, secretsSet: [] },
        { name, enabled, expiresOn, settings, secretsSet: fresh.map(([field]) => field) },
      ),
    });
  });
}

async function putAway(ctx: Ctx, id: number, version: number, at: Date | null): Promise<void> {
  authorizeAnywhere(ctx, 'channels.manage');
  await ctx.db.transaction().execute(async (trx) => {
    const { libraryId, archivedAt } = await heldAccount(trx, ctx, id, version);
    if ((archivedAt === null) === (at === null)) return;
    await updateAccount(trx, id, {
      archivedAt: at,
      ...(at !== null && { enabled: false, secrets: '{}', refusedAt: null }),
    });
    const action = at === null ? 'channel_account.restored' : 'channel_account.archived';
    await recordAudit(trx, ctx, { action, entity: 'channel_account', entityId: id, libraryId });
  });
}

/** Puts an account away: nothing goes out by it, and its secrets are forgotten. Throws as {@link changeAccount}. */
export const archiveAccount = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, ctx.clock.now());
/** Brings it back, without secrets. Throws as {@link changeAccount}. */
export const restoreAccount = async (ctx: Ctx, id: number, version: number): Promise<void> =>
  putAway(ctx, id, version, null);
