import { rename, rm, stat } from 'node:fs/promises';
import { parseInput } from '#platform/requests/parse-input';
import { backupsErrors } from '../errors.ts';
import { storeAt } from './open-store.ts';
import { addressOf, storeInput } from './save-store.ts';
import type { LyingFile, Machine, StoreAddress } from './store.ts';

/** What opens a store that is typed: the database that knew it is gone. */
export interface Opening {
  accessKey: string;
  region: string;
  secret: string;
}

/** Whether it is opened by an access key and its secret, by a password, or by the key of ssh alone. */
export const openedBy = (typed: string): 'keys' | 'password' | 'ssh' =>
  /^https?:/i.test(typed) ? 'keys' : /^rsync:/i.test(typed) ? 'password' : 'ssh';

/**
 * A store by its address as people type it: `https://host/bucket/folder`, `ssh://user@host/folder`, `rsync://user@host/module/folder`. Throws
 * `platform.invalid_input`.
 */
export function storeTyped(typed: string, opening: Opening): StoreAddress {
  const kind = openedBy(typed) === 'keys' ? 's3' : 'rsync';
  const url = kind === 's3' && URL.canParse(typed) ? new URL(typed) : null;
  const [bucket = '', ...folder] = (url?.pathname ?? '').split('/').filter((part) => part !== '');
  if (url !== null) url.pathname = '/';
  const address = url === null ? typed : url.href;
  const wanted = parseInput(storeInput, { name: 'x', kind, bucket, folder: folder.join('/'), ...opening, address });
  const { region, accessKey, secret } = wanted;
  const isS3 = kind === 's3';
  return {
    ...{ kind, bucket: wanted.bucket, folder: wanted.folder, secret, address: addressOf(wanted) },
    ...{ region: isS3 && region === '' ? 'us-east-1' : region, accessKey: isS3 ? accessKey : '' },
  };
}

/** What backups are called, whoever made them. */
const BACKUP = /^[\w.-]+\.tar\.gz(?:\.age)?$/;

/** Backups that lie in a store, by their names, which begin with the day: the newest last. Throws `backups.store_*`. */
export async function listLying(address: StoreAddress, machine: Machine, signal: AbortSignal): Promise<LyingFile[]> {
  const files = await storeAt(address, machine).list(signal);
  return files.filter(({ name }) => BACKUP.test(name)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const sizeHere = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

/**
 * Brings a file from a store. Until it is here whole it bears another name, under which the same call goes on with it. Whether it is what was
 * written says whoever opens it. Throws `backups.store_*`; what the disk here says is thrown as it is.
 */
export async function fetchLying(
  address: StoreAddress,
  machine: Machine,
  { name, path, signal }: { name: string; path: string; signal: AbortSignal },
): Promise<{ sizeBytes: number }> {
  const store = storeAt(address, machine);
  const { hostname: host } = new URL(address.address);
  const sizeBytes = BACKUP.test(name) ? await store.sizeOf(name, signal) : null;
  if (sizeBytes === null) throw backupsErrors.storeNoFile({ host, name });
  const draft = `${path}.part`;
  // no beginning of this one
  if ((await sizeHere(draft)) > sizeBytes) await rm(draft);
  if ((await sizeHere(draft)) < sizeBytes) await store.fetch(name, draft, signal);
  if ((await sizeHere(draft)) !== sizeBytes) throw backupsErrors.storeDamaged({ host });
  await rename(draft, path);
  return { sizeBytes };
}
