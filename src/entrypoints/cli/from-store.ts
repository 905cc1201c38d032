import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fetchLying, listLying, openedBy, storeTyped } from '#modules/ground/backups';
import { systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { backupErrors } from '#platform/backup/errors';
import { m } from '#i18n/messages';
import { needed, type Console } from './command.ts';

/** Where a copy lies, and what opens the place besides its secret, which is asked for. */
export interface FromStore {
  address: string;
  accessKey: string | undefined;
  region: string | undefined;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/**
 * Brings a copy that lies elsewhere into the folder in which the command was called, or says which lie there. The database that knew the place may
 * be gone, so it is typed.
 * @param name of the file there; left out: the list
 * @returns the path of the file; null = the list was asked for
 */
export async function fromStore(
  { address, accessKey, region = '' }: FromStore,
  name: string | undefined,
  { locale, out, say, readSecret }: Console,
): Promise<string | null> {
  const by = openedBy(address);
  const key = by === 'keys' ? needed(accessKey, '--access-key', locale) : '';
  const path = name === undefined ? null : resolve(basename(name));
  if (path !== null && existsSync(path)) throw backupErrors.fileExists({ file: path });
  const secret = by === 'ssh' ? '' : await readSecret(`${m.cli_ask_store_secret({}, { locale })} `);
  const store = storeTyped(address, { accessKey: key, region, secret });
  const machine = { clock: systemClock, config: readConfig() };
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once('SIGINT', stop);
  try {
    const { signal } = stopping;
    if (path === null || name === undefined) {
      const files = await listLying(store, machine, signal);
      if (files.length === 0) say(m.cli_restore_nothing_lies({}, { locale }));
      for (const file of files) out(`${file.name}  ${megabytes(file.sizeBytes)} MB`);
      return null;
    }
    say(m.cli_restore_fetching({ name }, { locale }));
    const { sizeBytes } = await fetchLying(store, machine, { name, path, signal });
    say(m.cli_restore_fetched({ file: path, size: megabytes(sizeBytes) }, { locale }));
    return path;
  } finally {
    process.off('SIGINT', stop);
  }
}
