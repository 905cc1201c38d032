import { permissions } from '#contributed/permissions';
import net from 'node:net';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createApiToken } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { systemClock } from '#platform/clock';
import { systemCtx } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { readRunFile } from '../../src/entrypoints/run-file.ts';
import { isWell, toldNothing, workAtDesk, type Desk } from '../support/crash-load.ts';
import { databasePid, runs, until, useProcesses, type Process } from '../support/processes.ts';

/**
 * A library at work is killed without a word, again and again: whatever it said it had done is there, once, and everything fits together.
 * In `npm test` one round, many by `npm run torture`.
 */
const WHOLE = process.env.LUMBUNG_TORTURE === '1';
const DESKS = 6;
/** How much is done before something is killed, and by each desk after it came back. */
const BEFORE = 40;
const AFTER = 5;

const { folder, start, atEnd } = useProcesses();

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return address && typeof address === 'object' ? address.port : 0;
}

/** What falls. All but the last is brought back by what watches it. */
type Fall = 'server' | 'database' | 'both' | 'all';
const FALLS: readonly Fall[] = WHOLE
  ? (['both', 'server', 'database', 'all'] as const).flatMap((fall) => [fall, fall, fall])
  : ['both'];

interface House {
  dataDir: string;
  origin: string;
  running: Process;
  db: Db;
  token: string;
}

const begin = (dataDir: string, port: string): Process =>
  start([process.execPath, 'src/entrypoints/supervisor.ts'], { DATA_DIR: dataDir, PORT: port });

async function openHouse(): Promise<{ house: House; desks: Desk[] }> {
  const dataDir = folder();
  const origin = `http://127.0.0.1:${await freePort()}`;
  const running = begin(dataDir, new URL(origin).port);
  await running.says(/http:\/\/127\.0\.0\.1:\d+/);
  const address = readRunFile(dataDir);
  if (!address) throw new Error('the server does not say where its database is');
  const { db, pool } = openDb(poolConfig(address, 2));
  // its connections break with the database
  pool.on('error', () => undefined);
  atEnd(async () => db.destroy());
  const system = systemCtx(db, systemClock, 'uji', 'cli');
  const { id: libraryId } = await makeLibrary(system, 'KOTA', 'Perpustakaan Kota');
  await makeAccount(
    { db, clock: systemClock },
    { username: 'meja', grants: [{ role: 'administrator', libraryId: null }] },
  );
  const { token } = await createApiToken(
    system,
    { permissions },
    { username: 'meja', name: 'uji', scopes: ['*'], expiresAt: null },
  );
  const desks: Desk[] = [];
  for (let nth = 1; nth <= DESKS; nth += 1) {
    const memberNumber = await makeMember(system, {
      fullName: `Anggota ${nth}`,
      number: `A${nth}`,
      homeLibrary: 'KOTA',
    });
    const barcodes: string[] = [];
    for (const copy of ['a', 'b'])
      barcodes.push(await makeCopy(system, { title: `Buku ${nth} ${copy}`, barcode: `B${nth}${copy}`, libraryId }));
    desks.push({ memberNumber, barcodes, told: toldNothing() });
  }
  return { house: { dataDir, origin, running, db, token }, desks };
}

const kill = (pid: number): void => {
  if (pid > 0 && runs(pid)) process.kill(pid, 'SIGKILL');
};

/** Kills what shall fall, at once, and waits until the house answers again. */
async function letFall(house: House, fall: Fall): Promise<void> {
  const server = readRunFile(house.dataDir)?.pid ?? 0;
  const database = databasePid(house.dataDir);
  if (fall === 'all') kill(house.running.child.pid ?? 0);
  if (fall !== 'database') kill(server);
  if (fall !== 'server') kill(database);
  if (fall !== 'database') await until(() => !runs(server));
  if (fall !== 'server') await until(() => !runs(database));
  if (fall === 'all') {
    await house.running.ended;
    house.running = begin(house.dataDir, new URL(house.origin).port);
  }
  await until(async () => {
    if (house.running.child.exitCode !== null) throw new Error(`it ended: ${house.running.output()}`);
    return isWell(house.origin);
  });
}

const counted = async (db: Db, action: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('auditEvent')
    .select(['entityId', ({ fn }) => fn.countAll<string>().as('times')])
    .where('action', '=', action)
    .groupBy('entityId')
    .execute();
  return new Map(rows.map(({ entityId, times }) => [entityId, Number(times)]));
};
const onceEach = (ids: readonly (string | number)[]): [string, number][] =>
  ids.map((id): [string, number] => [String(id), 1]).toSorted(byId);
const byId = ([a]: [string, number], [b]: [string, number]): number => Number(a) - Number(b);
const sorted = (counts: Map<string, number>): [string, number][] => [...counts].toSorted(byId);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Everything that was told is there, once, with its trace; of what nobody answered, at most what was asked for. */
async function expectWhole({ db }: House, desks: readonly Desk[]): Promise<void> {
  expect(desks.flatMap(({ told }) => told.wrong)).toEqual([]);
  const loans = await db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .leftJoin('member', 'member.id', 'loan.memberId')
    .select(['loan.id', 'barcode', 'member.number', 'loan.status'])
    .execute();
  const byLoan = new Map(loans.map((loan) => [loan.id, loan]));
  const lost = desks.flatMap(({ memberNumber, told }) => [
    ...told.lent
      // once a book is back, who had it may be forgotten
      .filter(({ id, barcode }) => {
        const loan = byLoan.get(id);
        return loan?.barcode !== barcode || (loan.number !== memberNumber && loan.number !== null);
      })
      .map(({ id }) => `loan ${id}`),
    ...told.back.filter((id) => byLoan.get(id)?.status !== 'returned').map((id) => `return ${id}`),
  ]);
  expect(lost).toEqual([]);
  const told = desks.map((desk) => desk.told);
  const most = (acknowledged: number, unclear: number, there: number): void => {
    expect(there).toBeGreaterThanOrEqual(acknowledged);
    expect(there).toBeLessThanOrEqual(acknowledged + unclear);
  };
  most(sum(told.map(({ lent }) => lent.length)), sum(told.map(({ unclear }) => unclear.lent)), loans.length);
  const returned = loans.filter(({ status }) => status === 'returned');
  most(sum(told.map(({ back }) => back.length)), sum(told.map(({ unclear }) => unclear.back)), returned.length);

  const open = loans.filter(({ status }) => status === 'open').map(({ barcode }) => barcode);
  expect(open.length).toBe(new Set(open).size);
  const lentOut = await db.selectFrom('item').select('barcode').where('onLoan', '=', true).execute();
  expect(lentOut.map(({ barcode }) => barcode).toSorted()).toEqual(open.toSorted());

  expect(sorted(await counted(db, 'loan.checked_out'))).toEqual(onceEach(loans.map(({ id }) => id)));
  expect(sorted(await counted(db, 'loan.checked_in'))).toEqual(onceEach(returned.map(({ id }) => id)));

  const headings = await db
    .selectFrom('authority')
    .select(['id', 'heading'])
    .where('heading', 'like', 'Uji, %')
    .execute();
  const there = headings.map(({ heading }) => heading);
  expect(there.length).toBe(new Set(there).size);
  const acknowledged = told.flatMap((one) => one.headings);
  const asked = new Set([...acknowledged, ...told.flatMap(({ unclear }) => unclear.headings)]);
  expect(acknowledged.filter((heading) => !there.includes(heading))).toEqual([]);
  expect(there.filter((heading) => !asked.has(heading))).toEqual([]);
  expect(sorted(await counted(db, 'authority.created'))).toEqual(onceEach(headings.map(({ id }) => id)));
  await expectSound(db);
}

/** No index that does not fit its table, no page that cannot be read. */
async function expectSound(db: Db): Promise<void> {
  await sql`create extension if not exists amcheck`.execute(db);
  await sql`
    select bt_index_check(c.oid, true, true) from pg_class c join pg_am am on am.oid = c.relam join pg_index i on i.indexrelid = c.oid
    where am.amname = 'btree' and c.relkind = 'i' and i.indisvalid and c.relpersistence = 'p'`.execute(db);
  const { rows } = await sql`
    select c.relname, broken.msg from pg_class c, verify_heapam(c.oid) broken where c.relkind = 'r' and c.relpersistence = 'p'`.execute(
    db,
  );
  expect(rows).toEqual([]);
}

test(
  'whatever was acknowledged before a kill is there after it, once',
  { timeout: WHOLE ? 1_200_000 : 120_000 },
  async () => {
    const { house, desks } = await openHouse();
    for (const fall of FALLS) {
      let over = false;
      for (const { told } of desks) told.since = 0;
      const work = desks.map(async (desk) => workAtDesk(desk, { ...house, ended: () => over }));
      await until(() => sum(desks.map(({ told }) => told.since)) >= BEFORE);
      await letFall(house, fall);
      for (const { told } of desks) told.since = 0;
      await until(() => desks.every(({ told }) => told.since >= AFTER));
      over = true;
      await Promise.all(work);
      await expectWhole(house, desks);
    }
  },
);
