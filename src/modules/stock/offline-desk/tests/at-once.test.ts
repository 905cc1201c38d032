import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import type { Library } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { replayActs, type Enrolled } from '../testing.ts';
import type { CheckedAct } from '../schema.ts';
import { deviceNotes, makeDevice } from '../testing.ts';

const t = useTestDb();
/** Connections of the server that takes the acts; they are cut while it works. */
let served: Db;
let kota: Library;
let admin: Ctx;
beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
  admin = (await signedIn(t, 'admin')).ctx;
  served = openDb(poolConfig(t.address, 6)).db;
});
afterAll(async () => served.destroy());

const MEMBERS = 40;
const at = (minute: number): string => new Date(Date.parse(TEST_NOW) + minute * 60_000).toISOString();

/** Sends batches as a device on a bad network does: some twice at once, and again until each is answered. */
async function sendAll(device: Enrolled, acts: readonly CheckedAct[]): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>();
  const server = { ...t.ctx({ kind: 'anonymous' }), db: served };
  for (let from = 0; from < acts.length; from += 20) {
    const batch = acts.slice(from, from + 20);
    for (let tries = 0; batch.some(({ nonce }) => !outcomes.has(nonce)); tries++) {
      expect(tries).toBeLessThan(50);
      const twice = await Promise.allSettled([
        replayActs(server, device.token, { acts: batch }),
        replayActs(server, device.token, { acts: batch }),
      ]);
      for (const result of twice)
        if (result.status === 'fulfilled') for (const { nonce, outcome } of result.value) outcomes.set(nonce, outcome);
    }
  }
  return outcomes;
}

/** Cuts all connections of the server, as a kill of the database's processes would, so and so often while it works. */
async function cutConnections(times: number): Promise<void> {
  let seen = 0;
  for (let cut = 0; cut < times;) {
    const { count } = await t.db
      .selectFrom('deskAct')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (count < seen + 15) continue;
    seen = count;
    cut += 1;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ilike '%desk_act%'`.execute(t.db);
  }
}

test('200 acts of two devices, sent twice each while connections are cut: none is lost, none is done twice', async () => {
  for (let i = 0; i < MEMBERS; i++) {
    await makeMember(t.ctx(), { fullName: `Anggota ${i}`, number: `A${i}`, homeLibrary: 'KOTA', category: 'guru' });
    for (const shelf of ['X', 'Y']) {
      await makeCopy(t.ctx(), { title: `Buku ${shelf}${i}`, barcode: `${shelf}${i}`, libraryId: kota.id });
    }
  }
  // ten copies are out already and come back at the devices
  for (let i = 30; i < MEMBERS; i++) {
    await checkOut({ ...admin, libraryId: kota.id }, { memberNumber: `A${i}`, itemBarcode: `X${i}` });
  }
  const devices = [
    await makeDevice(admin, testSecrets, { name: 'Meja depan', libraryId: kota.id }),
    await makeDevice(admin, testSecrets, { name: 'Laptop keliling', libraryId: kota.id }),
  ];
  const all = devices.map(({ snapshotAt }, nth) => {
    const note = deviceNotes(admin, snapshotAt);
    const acts: CheckedAct[] = [];
    const shelf = nth === 0 ? 'X' : 'Y';
    // its own thirty, and ten that the other device lends too: of those, one of the two is refused
    for (let i = 0; i < 30; i++)
      acts.push(note({ kind: 'lend', memberNumber: `A${i}`, itemBarcode: `${shelf}${i}` }, at(i)));
    for (let i = 0; i < 10; i++)
      acts.push(
        note({ kind: 'lend', memberNumber: `A${30 + nth * 5 + (i % 5)}`, itemBarcode: `Y${30 + i}` }, at(40 + i)),
      );
    for (let i = 0; i < 20; i++) acts.push(note({ kind: 'return', itemBarcode: `${shelf}${i}` }, at(60 + i)));
    // both say that these ten came back: one of them finds nothing on loan
    for (let i = 30; i < MEMBERS; i++) acts.push(note({ kind: 'return', itemBarcode: `X${i}` }, at(80 + i)));
    for (let i = 0; i < 30; i++) acts.push(note({ kind: 'visit', guest: 'umum' }, at(130 + i)));
    return acts;
  });
  expect(all.map((acts) => acts.length)).toEqual([100, 100]);
  t.clock.set('2026-11-25T14:00:00+07:00');
  const [answers] = await Promise.all([
    Promise.all(devices.map(async (device, nth) => sendAll(device, all[nth] ?? []))),
    cutConnections(4),
  ]);

  const rows = await t.db.selectFrom('deskAct').selectAll().execute();
  expect(new Set(rows.map(({ nonce }) => nonce))).toEqual(new Set(all.flat().map(({ nonce }) => nonce)));
  expect(rows).toHaveLength(200);
  // what the devices were told is what is kept
  for (const row of rows) expect(answers[0]?.get(row.nonce) ?? answers[1]?.get(row.nonce)).toBe(row.outcome);

  const done = (kind: string) => rows.filter((row) => row.kind === kind && row.outcome === 'done').length;
  const conflicts = rows.filter(({ outcome }) => outcome === 'conflict');
  expect({ lend: done('lend'), return: done('return'), visit: done('visit') }).toEqual({
    lend: 70,
    return: 50,
    visit: 60,
  });
  expect(conflicts.map(({ errorCode }) => errorCode).toSorted()).toEqual([
    ...Array.from({ length: 10 }, () => 'circulation.not_on_loan'),
    ...Array.from({ length: 10 }, () => 'circulation.on_loan_to_other'),
  ]);
  const loans = await t.db.selectFrom('loan').selectAll().execute();
  expect(loans).toHaveLength(70 + 10);
  expect(loans.filter(({ status }) => status === 'returned')).toHaveLength(50);
  expect(await t.db.selectFrom('visit').select('id').execute()).toHaveLength(60);
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('requestId')
    .where('requestId', 'like', 'luring-%')
    .execute();
  expect(new Set(traces.map(({ requestId }) => requestId)).size).toBe(180);
});
