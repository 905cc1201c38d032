import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { poolConfig, type DbAddress } from '../database/db.ts';
import type { BackupTable } from './archive-format.ts';
import { backupErrors } from './errors.ts';
import { walkArchive, type CheckedArchive } from './read-archive.ts';
import { RowSum } from './row-sum.ts';
import { columnList, quoted, SAME_TEXT } from './tables.ts';

/** Told how many more rows were read, in the backup or in the database. */
export type RowsRead = (rows: number) => void;

/** What the tables of a backup hold, by their names. */
export async function sumsInBackup(
  path: string,
  { key }: CheckedArchive,
  read: RowsRead,
): Promise<Map<string, RowSum>> {
  const sums = new Map<string, RowSum>();
  await walkArchive(
    path,
    async (part, content) => {
      const [kind, name = ''] = part.split('/');
      const sum = kind === 'tables' ? (sums.get(name) ?? new RowSum()) : null;
      if (sum) sums.set(name, sum);
      for await (const chunk of content) if (sum) read(sum.add(chunk));
    },
    key,
  );
  return sums;
}

async function sumInDatabase(client: pg.ClientBase, table: BackupTable, read: RowsRead): Promise<RowSum> {
  const sum = new RowSum();
  const rows = client.query(copyTo(`copy (select ${columnList(table)} from ${quoted(table.name)}) to stdout`));
  for await (const chunk of rows as AsyncIterable<Buffer>) read(sum.add(chunk));
  return sum;
}

/**
 * Holds every table of a database against what the backup says: the rows that it counted when it was made, and the sum over all that stands
 * in them. Throws `backup.differs` with the first table that is not the same.
 * @returns how many tables and rows were the same
 */
export async function compareBackup(
  { header, manifest }: CheckedArchive,
  sums: ReadonlyMap<string, RowSum>,
  address: DbAddress,
  read: RowsRead,
): Promise<{ tables: number; rows: number }> {
  const client = new pg.Client(poolConfig(address, 1, null));
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set statement_timeout = 0; ${SAME_TEXT}`);
    let rows = 0;
    for (const table of header.tables) {
      const there = await sumInDatabase(client, table, read);
      const wanted = sums.get(table.name) ?? new RowSum();
      if (there.rows !== (manifest.rows[table.name] ?? 0) || there.rows !== wanted.rows || there.sum !== wanted.sum)
        throw backupErrors.differs({ table: table.name });
      rows += there.rows;
    }
    return { tables: header.tables.length, rows };
  } finally {
    await client.end();
  }
}
