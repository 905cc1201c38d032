import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcome } from '../../../../../../tests/support/outcome.ts';
import { TEST_NOW, useTestDb } from '../../../../../../tests/support/test-db.ts';
import { makeItem } from '#modules/collection/catalog/testing';
import type { Library } from '#modules/ground/libraries';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import type { DB } from '#platform/database/db-types';
import { preparingPool } from '#platform/database/prepared';
import {
  cancelHold,
  checkIn,
  checkOut,
  createPolicy,
  moveHold,
  placeHold,
  receiveItem,
  resumeHold,
  suspendHold,
} from '../../index.ts';
import { expireHolds } from '../../testing.ts';
import { makeCopy, makeLibrary, makeMember } from '../../testing.ts';

const t = useTestDb();
/** Real connections, one for each worker. */
let many: Db;
let kota: Library;
let gedog: Library;
let serial = 0;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'KEL-GEDOG', 'Perpustakaan Kelurahan Gedog');
  await createPolicy(t.ctx(), { libraryId: gedog.id, maxLoans: 50 });
  await createPolicy(t.ctx(), { libraryId: kota.id, maxLoans: 50 });
  many = openDb(poolConfig(t.address, 50)).db;
});
afterAll(async () => many.destroy());
beforeEach(() => {
  t.clock.set(TEST_NOW);
});

const desk = (library = kota, db = many) => ({ ...t.ctx(), db, libraryId: library.id });
const member = async () =>
  makeMember(t.ctx(), { fullName: `Anggota ${++serial}`, number: `N${serial}`, homeLibrary: 'KOTA' });
async function title(copies: number): Promise<{ bibId: number; barcodes: string[] }> {
  const barcodes = Array.from({ length: copies }, () => `C-${++serial}`);
  const [first = '', ...others] = barcodes;
  await makeCopy(t.ctx(), { title: 'Bumi Manusia', barcode: first, libraryId: kota.id });
  const { bibId } = await t.db
    .selectFrom('item')
    .select('bibId')
    .where('barcode', '=', first)
    .executeTakeFirstOrThrow();
  for (const barcode of others) await makeItem(t.ctx(), { bibId, libraryId: kota.id, barcodes: [barcode] });
  return { bibId, barcodes };
}
/** What must hold whenever nobody is in the middle of something. */
async function expectSound(bibId: number): Promise<void> {
  const queue = await sql<{ position: number; nth: number }>`select
      row_number() over (order by place) as nth,
      (select count(*) from hold q where q.bib_id = h.bib_id and q.status = 'queued' and q.place <= h.place) as position
    from hold h where bib_id = ${bibId} and status = 'queued' order by place`.execute(t.db);
  expect(queue.rows.map((row) => row.position)).toEqual(queue.rows.map((_, i) => i + 1));
  const odd = await sql<{ barcode: string }>`select i.barcode from item i
    left join hold h on h.item_id = i.id and h.status in ('in_transit', 'waiting')
    left join transit r on r.item_id = i.id and r.received_at is null and r.cancelled_at is null
    left join loan l on l.item_id = i.id and l.status = 'open'
    where i.bib_id = ${bibId} and (
      i.on_loan <> (l.id is not null)
      or (l.id is not null and (h.id is not null or r.id is not null or i.set_aside is not null))
      or (i.set_aside is not distinct from 'waiting') <> (h.status is not distinct from 'waiting')
      or (i.set_aside is not distinct from 'in_transit') <> (r.id is not null)
      or (h.status = 'in_transit' and r.hold_id is distinct from h.id))`.execute(t.db);
  expect(odd.rows).toEqual([]);
}

test('fifty members reserve a title at once: they are told 1 to 50, each once, and that is what they have', async () => {
  const { bibId } = await title(1);
  const numbers = [];
  for (let n = 0; n < 50; n++) numbers.push(await member());
  const holds = await Promise.all(
    numbers.map(async (memberNumber) => placeHold(desk(), { memberNumber, bibId, pickupLibraryId: kota.id })),
  );
  const oneToFifty = Array.from({ length: 50 }, (_, i) => i + 1);
  expect(holds.map((hold) => hold.position ?? 0).toSorted((a, b) => a - b)).toEqual(oneToFifty);
  const kept = await t.db.selectFrom('hold').select('id').where('bibId', '=', bibId).orderBy('place').execute();
  const told = holds.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)).map((hold) => hold.id);
  expect(kept.map((hold) => hold.id)).toEqual(told);
});

test('a member with a limit of one on a title gets one, however often the button is pressed', async () => {
  const { bibId } = await title(1);
  const memberNumber = await member();
  const press = async () => outcome(placeHold(desk(), { memberNumber, bibId, pickupLibraryId: kota.id }));
  const outcomes = await Promise.all(Array.from({ length: 20 }, press));
  expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
});

test('two desks take the same copy back at once: it is caught once, for the first in the queue', async () => {
  for (let round = 0; round < 10; round++) {
    const { bibId, barcodes } = await title(1);
    const itemBarcode = barcodes[0] ?? '';
    await checkOut(desk(), { memberNumber: await member(), itemBarcode });
    const holds = [];
    for (const library of [kota, gedog]) {
      holds.push(await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: library.id }));
    }
    const outcomes = await Promise.all([
      outcome(checkIn(desk(), { itemBarcode })),
      outcome(checkIn(desk(), { itemBarcode })),
    ]);
    expect(outcomes.toSorted()).toEqual(['circulation.not_on_loan', 'done']);
    const caught = await t.db
      .selectFrom('hold')
      .select('id')
      .where('status', '=', 'waiting')
      .where('bibId', '=', bibId)
      .execute();
    expect(caught).toEqual([{ id: holds[0]?.id }]);
    await expectSound(bibId);
  }
});

/** So many acts are done at least. */
const ENOUGH = 50;
/** A minute of it: HOLDS_SECONDS=60. */
const SECONDS = Number(process.env.HOLDS_SECONDS ?? '5');

test(
  'ten desks place, cancel, pause, move, lend and take back on one queue: positions stay 1 to n, no copy is caught twice',
  { timeout: (SECONDS + 60) * 1000 },
  async () => {
    const { bibId, barcodes } = await title(3);
    const numbers: string[] = [];
    for (let n = 0; n < 30; n++) numbers.push(await member());
    let seed = 20261125;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const oneOf = <T>(list: readonly T[]): T | undefined => list[random(list.length)];
    const anyHold = async (): Promise<number> => {
      const rows = await many
        .selectFrom('hold')
        .select('id')
        .where('bibId', '=', bibId)
        .where('endedAt', 'is', null)
        .execute();
      return oneOf(rows)?.id ?? 0;
    };
    const acts: (() => Promise<unknown>)[] = [
      async () =>
        placeHold(desk(), {
          memberNumber: oneOf(numbers) ?? '',
          bibId,
          pickupLibraryId: oneOf([kota, gedog])?.id ?? 0,
        }),
      async () => placeHold(desk(), { memberNumber: oneOf(numbers) ?? '', bibId, pickupLibraryId: kota.id }),
      async () => cancelHold(desk(), await anyHold()),
      async () => suspendHold(desk(), { holdId: await anyHold(), until: null }),
      async () => resumeHold(desk(), await anyHold()),
      async () => moveHold(desk(), { holdId: await anyHold(), position: 1 + random(10) }),
      async () => checkOut(desk(), { memberNumber: oneOf(numbers) ?? '', itemBarcode: oneOf(barcodes) ?? '' }),
      async () => checkIn(desk(oneOf([kota, gedog])), { itemBarcode: oneOf(barcodes) ?? '' }),
      async () => receiveItem(desk(oneOf([kota, gedog])), { itemBarcode: oneOf(barcodes) ?? '' }),
      async () => expireHolds({ ...desk(), clock: { now: () => new Date('2026-12-24T10:00:00+07:00') } }),
    ];
    const counts: Record<string, number> = {};
    const until = performance.now() + SECONDS * 1000;
    const worker = async (): Promise<void> => {
      // as long as that, and on a machine that has more to do until enough was done
      while (performance.now() < until || (counts.done ?? 0) <= ENOUGH) {
        const result = await outcome((oneOf(acts) ?? (async () => Promise.resolve()))());
        counts[result] = (counts[result] ?? 0) + 1;
      }
    };
    const watcher = async (): Promise<void> => {
      while (performance.now() < until) await expectSound(bibId);
    };
    await Promise.all([...Array.from({ length: 10 }, worker), watcher()]);
    await expectSound(bibId);
    expect(counts.done).toBeGreaterThan(ENOUGH);
    const refusals = Object.keys(counts).filter((code) => code !== 'done' && !code.startsWith('circulation.'));
    expect(refusals).toEqual([]);
  },
);

describe('a connection that is cut between any two statements of a return', () => {
  /** The database as one process sees it whose connection is cut before, or after, its n-th statement. */
  async function cutAt(nth: number, after: boolean, work: (db: Db) => Promise<unknown>): Promise<'done' | 'cut'> {
    const pool = new pg.Pool(poolConfig(t.address, 1));
    pool.on('error', () => undefined);
    const prepared = preparingPool(pool);
    let count = 0;
    let cut = false;
    const client = await pool.connect();
    client.on('error', () => undefined);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    client.release();
    const kill = async (): Promise<void> => {
      cut = true;
      await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`.execute(t.db);
    };
    const db = new Kysely<DB>({
      dialect: new PostgresDialect({
        pool: {
          options: pool.options,
          end: async () => pool.end(),
          async connect() {
            const inner = await prepared.connect();
            const query = async (text: string, values: readonly unknown[]) => {
              count += 1;
              if (count === nth && !after) await kill();
              const result = await inner.query(text, values);
              if (count === nth && after) await kill();
              return result;
            };
            return Object.assign(Object.create(inner) as typeof inner, { query, release: () => inner.release(true) });
          },
        },
      }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    try {
      await work(db);
    } catch {
      // the caller is told nothing good; what counts is what is in the database
    }
    await db.destroy();
    return cut ? 'cut' : 'done';
  }

  test('leaves both or neither of "the loan is closed" and "the hold is caught"', { timeout: 120_000 }, async () => {
    let statements = 0;
    const seen = new Set<string>();
    for (const after of [false, true]) {
      for (let nth = 1; ; nth++) {
        const { bibId, barcodes } = await title(1);
        const itemBarcode = barcodes[0] ?? '';
        const { loan } = await checkOut(desk(), { memberNumber: await member(), itemBarcode });
        const hold = await placeHold(desk(), { memberNumber: await member(), bibId, pickupLibraryId: gedog.id });
        const end = await cutAt(nth, after, async (db) => checkIn(desk(kota, db), { itemBarcode }));
        const [closed, caught, transits, audits] = await Promise.all([
          t.db.selectFrom('loan').select('status').where('id', '=', loan.id).executeTakeFirstOrThrow(),
          t.db.selectFrom('hold').select('status').where('id', '=', hold.id).executeTakeFirstOrThrow(),
          t.db.selectFrom('transit').select('id').where('holdId', '=', hold.id).execute(),
          t.db
            .selectFrom('auditEvent')
            .select('id')
            .where('action', '=', 'loan.checked_in')
            .where('entityId', '=', String(loan.id))
            .execute(),
        ]);
        const state = `${closed.status} ${caught.status} ${transits.length} ${audits.length}`;
        expect(['open queued 0 0', 'returned in_transit 1 1']).toContain(state);
        await expectSound(bibId);
        seen.add(state);
        if (end === 'done') break;
        statements = nth;
      }
    }
    // it was cut often enough to mean something, and both ends were seen
    expect(statements).toBeGreaterThan(15);
    expect([...seen].toSorted()).toEqual(['open queued 0 0', 'returned in_transit 1 1']);
  });
});
