import pg from 'pg';
import type { Config } from '#platform/config';
import type { DbAddress } from '#platform/database/db';

/** The database in which trainees work. */
export const PRACTICE_DATABASE = 'lumbung_practice';
/** The role by which processes of the practice space work: its databases are its own, and no other one lets it in. */
export const PRACTICE_ROLE = 'lumbung_practice';
/** What copies are made of; nobody connects to it. */
const BASE = 'lumbung_practice_base';
/** Until it is whole. */
export const BASE_IN_THE_MAKING = 'lumbung_practice_making';

/** The bundled database as a process may reach it: one of the practice space by the role of that alone, whatever database its settings name. */
export const bundledAddress = (
  { practice }: Pick<Config, 'practice'>,
  { socketDir, database }: { socketDir: string; database: string },
): DbAddress => ({ socketDir, database, ...(practice && { user: PRACTICE_ROLE }) });

async function asAdmin<T>(socketDir: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ host: socketDir, user: 'lumbung', database: 'postgres' });
  // a server that stops meanwhile is told by the statement
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function commentOf(admin: pg.Client, database: string): Promise<string | null> {
  const { rows } = await admin.query<{ said: string | null }>(
    `select coalesce(shobj_description(oid, 'pg_database'), '') as said from pg_database where datname = $1`,
    [database],
  );
  return rows[0]?.said ?? null;
}

const say = async (admin: pg.Client, database: string, words: string): Promise<unknown> =>
  admin.query(`comment on database ${database} is ${admin.escapeLiteral(words)}`);

/** What was said of the base when it was made (which release, which day); null = there is none. */
export const baseStamp = async (socketDir: string): Promise<string | null> =>
  asAdmin(socketDir, async (admin) => commentOf(admin, BASE));

/** An empty database in which a base is made; one that was cut off is dropped. */
export const beginBase = async (socketDir: string): Promise<void> =>
  asAdmin(socketDir, async (admin) => {
    await admin.query(`drop database if exists ${BASE_IN_THE_MAKING} with (force)`);
    await admin.query(`create database ${BASE_IN_THE_MAKING} owner ${PRACTICE_ROLE}`);
  });

/** What was made becomes the base, in the place of the one of before. */
export const endBase = async (socketDir: string, stamp: string): Promise<void> =>
  asAdmin(socketDir, async (admin) => {
    await say(admin, BASE_IN_THE_MAKING, stamp);
    await admin.query(`drop database if exists ${BASE} with (force)`);
    await admin.query(`alter database ${BASE_IN_THE_MAKING} rename to ${BASE}`);
    await admin.query(`alter database ${BASE} with allow_connections false`);
  });

/** When the copy of now was made; null = there is none. */
export const copyMadeAt = async (socketDir: string): Promise<Date | null> =>
  asAdmin(socketDir, async (admin) => {
    const said = await commentOf(admin, PRACTICE_DATABASE);
    const at = new Date(said ?? '');
    return Number.isNaN(at.getTime()) ? null : at;
  });

/** Throws away what was done and copies the base; whoever is connected is put out. */
export const copyBase = async (socketDir: string, now: Date): Promise<void> =>
  asAdmin(socketDir, async (admin) => {
    await admin.query(`drop database if exists ${PRACTICE_DATABASE} with (force)`);
    // files are copied as they are: the journal does not grow by a whole copy
    await admin.query(
      `create database ${PRACTICE_DATABASE} template ${BASE} strategy file_copy owner ${PRACTICE_ROLE}`,
    );
    await say(admin, PRACTICE_DATABASE, now.toISOString());
  });

const isRefusedAs = (error: unknown, code: string): boolean => error instanceof pg.DatabaseError && error.code === code;
/** SQLSTATE of a role that is there, and of a database that went meanwhile. */
const [IS_THERE, HAS_GONE] = ['42710', '3D000'];

/**
 * Makes the role of the practice space where there is none, and shuts it out of every database but its own, also of those that a restore has
 * put there since. The owner of the cluster needs no such right.
 */
export const keepRoleOut = async (socketDir: string): Promise<void> =>
  asAdmin(socketDir, async (admin) => {
    await admin.query(`create role ${PRACTICE_ROLE} login`).catch((error: unknown) => {
      if (!isRefusedAs(error, IS_THERE)) throw error;
    });
    await admin.query(`alter role ${PRACTICE_ROLE} nosuperuser nocreatedb nocreaterole noreplication nobypassrls`);
    const { rows } = await admin.query<{ name: string }>(
      `select quote_ident(datname) as name from pg_database
       where not starts_with(datname, $1) and has_database_privilege($1::name, oid, 'connect')`,
      [PRACTICE_ROLE],
    );
    for (const { name } of rows)
      await admin.query(`revoke connect, temporary on database ${name} from public`).catch((error: unknown) => {
        if (!isRefusedAs(error, HAS_GONE)) throw error;
      });
  });
