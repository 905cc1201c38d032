import { statfs } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { poolConfig, type DbAddress } from '../database/db.ts';
import { backupErrors } from './errors.ts';
import { quoted } from './tables.ts';

/** SQLSTATE of whoever may not make databases. */
const NOT_ALLOWED = '42501';
/** What a restore needs beside the rows: its log, and indexes while they are built. */
const ROOM = 1.3;

/** Work on a connection of its own, which is closed whatever happens. */
export async function withClient<T>(address: DbAddress, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(poolConfig(address, 1, null));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Another database of the same server. Throws `backup.no_scratch` for an address that has no place for its name. */
export function besides(address: DbAddress, database: string): DbAddress {
  if (!('url' in address)) return { ...address, database };
  const [, server, query = ''] = /^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?(\?.*)?$/.exec(address.url) ?? [];
  if (server === undefined) throw backupErrors.noScratch();
  return { url: `${server}/${encodeURIComponent(database)}${query}` };
}

const likeOf = z.object({
  encoding: z.string(),
  provider: z.enum(['c', 'i', 'b']),
  collate: z.string(),
  ctype: z.string(),
  locale: z.string().nullable(),
});
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** How a database like this one is made: letters sort in it as they do here. */
async function likeThis(client: pg.Client): Promise<string> {
  // PostgreSQL 16 calls the locale otherwise than 17 and later
  const { rows } = await client.query(
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datcollate as collate, datctype as ctype,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale
     from pg_database d where datname = current_database()`,
  );
  const { encoding, provider, collate, ctype, locale } = likeOf.parse(rows[0]);
  const names = { c: 'libc', i: 'icu', b: 'builtin' } as const;
  const own = locale === null || provider === 'c' ? '' : ` ${names[provider]}_locale ${text(locale)}`;
  return `template template0 encoding ${text(encoding)} locale_provider ${names[provider]}${own} lc_collate ${text(collate)} lc_ctype ${text(ctype)}`;
}

/**
 * Makes an empty database beside the real one. Throws `backup.no_scratch` where that is not allowed, `backup.no_room` where the disk of the
 * bundled database would be filled by it.
 * @param dataDir of the bundled PostgreSQL; null = a server of somebody else's, whose disk is not seen
 */
export async function createScratch(address: DbAddress, name: string, dataDir: string | null): Promise<void> {
  await withClient(address, async (client) => {
    if (dataDir !== null) await requireRoom(client, dataDir);
    try {
      await client.query(`create database ${quoted(name)} ${await likeThis(client)}`);
      // real data come into it: no other role of the bundled server (the practice space's) enters
      if (dataDir !== null) await client.query(`revoke connect, temporary on database ${quoted(name)} from public`);
    } catch (error) {
      throw error instanceof pg.DatabaseError && error.code === NOT_ALLOWED ? backupErrors.noScratch() : error;
    }
  });
}

async function requireRoom(client: pg.Client, dataDir: string): Promise<void> {
  const { rows } = await client.query<{ size: string }>('select pg_database_size(current_database())::text as size');
  const { bavail, bsize } = await statfs(dataDir);
  const needed = Number(rows[0]?.size ?? 0) * ROOM;
  if (bavail * bsize < needed) throw backupErrors.noRoom({ megabytes: Math.ceil(needed / 1_000_000) });
}

/** Drops it, whoever is connected to it; one that is not there is none. */
export async function dropScratch(address: DbAddress, name: string): Promise<void> {
  await withClient(address, async (client) => client.query(`drop database if exists ${quoted(name)} with (force)`));
}
