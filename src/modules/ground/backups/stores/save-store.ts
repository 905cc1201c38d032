import { z } from 'zod';
import { changedParts, recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { violatedUnique } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { version } from '#platform/requests/bounds';
import { parseInput } from '#platform/requests/parse-input';
import type { Services } from '#platform/services';
import { forgetCopies } from '../data/copies.queries.ts';
import {
  countStoresToAdd,
  deleteStore,
  insertStore,
  lockStore,
  selectStore,
  updateStore,
  type StoredStore,
} from '../data/stores.queries.ts';
import { backupsErrors } from '../errors.ts';
import { openStoreSecret, sealStoreSecret } from '../passphrase.ts';
import { storeAt } from './open-store.ts';
import { tryStore } from './try-store.ts';

/** More places than these nobody looks after. */
export const MOST_STORES = 5;

const name = z.string().trim().min(1).max(80);
const plain = /^[\w.@-]*$/;
const path = /^[\w.@/-]*$/;
/** Names that an address leaves out. */
const DOTS = /^\.\.?$/;

export const storeInput = z.object({
  name,
  kind: z.enum(['s3', 'rsync']),
  /** s3: `https://host`; rsync: `ssh://user@host/folder` or `rsync://host/module/folder`. */
  address: z.string().trim().min(1).max(300),
  bucket: z.string().trim().max(63).regex(plain, 'letters_only').default(''),
  /** Before the names of files in a bucket. */
  folder: z.string().trim().max(200).regex(path, 'letters_only').default(''),
  region: z.string().trim().max(60).regex(plain, 'letters_only').default(''),
  accessKey: z
    .string()
    .trim()
    .max(200)
    .regex(/^[\x21-\x7e]*$/, 'letters_only')
    .default(''),
  /** Secret access key, or password of the module. Empty: the one so far stays. It can be written, never read. */
  secret: z
    .string()
    .max(500)
    .regex(/^[\x20-\x7e]*$/, 'letters_only')
    .default(''),
  active: z.boolean().default(true),
});
export type StoreInput = z.input<typeof storeInput>;
type Wanted = z.output<typeof storeInput>;
type Needs = Pick<Services, 'secrets' | 'config' | 'clock'>;

const refuse = (field: string, reason: string): Error => platformErrors.invalidInput({}, { [field]: reason });

const PROTOCOLS = { s3: ['https:', 'http:'], rsync: ['ssh:', 'rsync:'] };
const isTidyPath = (text: string): boolean => path.test(text) && !text.split('/').some((part) => DOTS.test(part));

/** The address as it is kept. Throws `platform.invalid_input` (`address`). */
export function addressOf({ kind, address }: Pick<Wanted, 'kind' | 'address'>): string {
  if (!URL.canParse(address)) throw refuse('address', 'store_address');
  const { protocol, hostname, password, username, pathname, search, hash, href } = new URL(address);
  if (!PROTOCOLS[kind].includes(protocol) || !/^[\w.:[\]-]+$/.test(hostname)) throw refuse('address', 'store_address');
  if (password !== '' || search !== '' || hash !== '') throw refuse('address', 'store_address');
  // without a user ssh would come as whoever runs the server
  const needsUser = protocol === 'ssh:' && !/^[a-z_][\w.-]*$/i.test(username);
  const mayHaveUser = kind === 'rsync' && /^[\w.-]*$/.test(username);
  if (needsUser || (username !== '' && !mayHaveUser)) throw refuse('address', 'store_address');
  if (kind === 's3' ? pathname !== '/' : pathname === '/' || !isTidyPath(pathname))
    throw refuse('address', 'store_address');
  return href;
}

/** What it is to be, with its secret sealed; `before` = what it was. */
function storeOf(wanted: Wanted, before: StoredStore | undefined, { secrets }: Needs) {
  const { kind, secret } = wanted;
  const address = addressOf(wanted);
  if (!isTidyPath(wanted.folder)) throw refuse('folder', 'letters_only');
  const moved = before !== undefined && (before.address !== address || before.kind !== kind);
  const kept = before === undefined || moved ? null : before.secret;
  const sealed = secret === '' ? kept : sealStoreSecret(secrets, secret);
  if (kind === 'rsync')
    return { ...wanted, address, bucket: '', folder: '', region: '', accessKey: '', secret: sealed };
  if (wanted.bucket === '') throw refuse('bucket', 'required');
  if (DOTS.test(wanted.bucket)) throw refuse('bucket', 'letters_only');
  if (wanted.accessKey === '') throw refuse('accessKey', 'required');
  // a key goes to no other house because somebody has changed the address
  if (sealed === null) throw refuse('secret', 'required');
  return { ...wanted, address, region: wanted.region === '' ? 'us-east-1' : wanted.region, secret: sealed };
}

/** What the trace says of one: never what opens it. */
const toldOf = ({
  id: _id,
  version: _version,
  since: _since,
  secret: _secret,
  accessKey: _key,
  ...told
}: StoredStore) => told;

function orNameTaken(error: unknown): never {
  if (violatedUnique(error) === null) throw error;
  throw refuse('name', 'taken');
}

async function requireTried(needs: Needs, store: ReturnType<typeof storeOf>): Promise<void> {
  const secret = store.secret === null ? '' : openStoreSecret(needs.secrets, store.secret);
  await tryStore(storeAt({ ...store, secret }, needs), new URL(store.address).hostname);
}

async function found(trx: Tx, id: number): Promise<StoredStore> {
  const store = await selectStore(trx, id);
  if (!store) throw backupsErrors.storeNotFound();
  return store;
}

/**
 * Adds a store elsewhere to which finished backups are copied; one that is on is tried first: a small file is written, looked for and deleted.
 * Needs `settings.manage` network-wide. Throws `backups.too_many_stores`, `backups.store_*` (what the trial met), `platform.invalid_input`.
 * @returns its id
 */
export async function createStore(ctx: Ctx, needs: Needs, input: StoreInput): Promise<number> {
  authorize(ctx, 'settings.manage', null);
  const store = storeOf(parseInput(storeInput, input), undefined, needs);
  if (store.active) await requireTried(needs, store);
  return ctx.db.transaction().execute(async (trx) => {
    if ((await countStoresToAdd(trx)) >= MOST_STORES) throw backupsErrors.tooManyStores({ most: MOST_STORES });
    const id = await insertStore(trx, { ...store, since: ctx.clock.now() }).catch(orNameTaken);
    const after = toldOf(await found(trx, id));
    await recordAudit(trx, ctx, { action: 'backup_store.created', entity: 'backup_store', entityId: id, after });
    return id;
  });
}

/**
 * Changes one; tried first as well, where it is on. With another address its secret must be written again. Needs `settings.manage`
 * network-wide. Throws `backups.store_not_found`, `platform.version_conflict` and as `createStore`.
 * @param seen the version that was read
 */
export async function changeStore(ctx: Ctx, needs: Needs, id: number, seen: number, input: StoreInput): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  const wanted = parseInput(storeInput, input);
  parseInput(version, seen);
  const now = ctx.clock.now();
  const before = await selectStore(ctx.db, id);
  if (!before) throw backupsErrors.storeNotFound();
  if (before.version !== seen) throw platformErrors.versionConflict();
  const store = storeOf(wanted, before, needs);
  if (store.active) await requireTried(needs, store);
  await ctx.db.transaction().execute(async (trx) => {
    if ((await lockStore(trx, id))?.version !== seen) throw platformErrors.versionConflict();
    const moved = (['kind', 'address', 'bucket', 'folder'] as const).some((part) => before[part] !== store[part]);
    // what lies at the other place is nobody's any more, and nothing lies here yet
    if (moved) await forgetCopies(trx, id);
    const stays = before.active && !moved;
    const since = stays && before.since <= now ? before.since : now;
    await updateStore(trx, id, { ...store, since }).catch(orNameTaken);
    await recordAudit(trx, ctx, {
      ...{ action: 'backup_store.changed', entity: 'backup_store', entityId: id },
      ...changedParts(toldOf(before), toldOf(await found(trx, id))),
    });
  });
}

/**
 * Forgets one; what lies there stays there, and nobody deletes it any more. Needs `settings.manage` network-wide. Throws
 * `backups.store_not_found`, `platform.version_conflict`.
 * @param seen the version that was read
 */
export async function removeStore(ctx: Ctx, id: number, seen: number): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  parseInput(version, seen);
  await ctx.db.transaction().execute(async (trx) => {
    const before = await lockStore(trx, id);
    if (!before) throw backupsErrors.storeNotFound();
    if (before.version !== seen) throw platformErrors.versionConflict();
    await deleteStore(trx, id);
    const told = toldOf(before);
    await recordAudit(trx, ctx, { action: 'backup_store.removed', entity: 'backup_store', entityId: id, before: told });
  });
}
