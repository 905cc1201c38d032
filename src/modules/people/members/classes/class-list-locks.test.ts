import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import type { Tx } from '#platform/database/db';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createMember, getMember, registerPupils } from '../index.ts';

const t = useTestDb();

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'PUSAT', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'SDN-1', name: 'SDN Bendogerit 1', type: 'sekolah' });
});

const row = (line: number, more: { fullName?: string; number?: string; className?: string } = {}) => ({
  line,
  fullName: `Murid ${line}`,
  birthDate: '2016-05-01',
  className: '4A',
  guardianName: 'Ibu',
  ...more,
});

test('while a class list runs a desk registers members: numbers are taken last', async () => {
  const child = { category: 'pelajar', birthDate: '2016-05-01', guardianName: 'Ibu', homeLibrary: 'SDN-1' };
  const { id, number } = await createMember(t.ctx(), { ...child, fullName: 'Pindah Kelas', className: '4A' });
  // the list stands still in its middle, at the child who moves
  const held = await holdRow(t, 'member', id);
  const list = registerPupils(t.ctx(), {
    library: 'SDN-1',
    rows: [row(2), row(3), row(4, { fullName: 'Pindah Kelas', number, className: '5A' })],
  });
  try {
    await held.waitedFor(1);
    const atDesk = await createMember(t.ctx(), { fullName: 'Datang Sendiri', category: 'umum', homeLibrary: 'PUSAT' });
    expect(atDesk.number).toMatch(/^202611/);
  } finally {
    await held.letGo();
  }
  expect((await list).map(({ state }) => state)).toEqual(['new', 'new', 'moves']);
}, 20_000);

/** Somebody takes a number at this very moment, and is done as soon as the list waits for it. */
async function whileTaking(number: string, work: () => Promise<unknown>): Promise<void> {
  const desk = openWithoutSecondTry(t.address, 1);
  const take = async (trx: Tx): Promise<unknown> =>
    sql`insert into member (number, full_name, folded_name, search_name, kind, category_id, home_library_id, joined_on)
      select ${number}, 'Orang Lain', 'lain orang', ' lain orang', 'person', c.id, l.id, '2026-11-25'
      from member_category c, library l where c.code = 'umum' and l.code = 'PUSAT'`.execute(trx);
  try {
    expect(await playLocks(desk, take, [work])).toEqual(['done']);
  } finally {
    await desk.destroy();
  }
}

test('a number of ours that somebody takes meanwhile is left to them: the pupil gets the next one', async () => {
  const { number: last } = await createMember(t.ctx(), { fullName: 'Yang Terakhir', category: 'umum' });
  const next = String(Number(last) + 1);
  let made: (string | null)[] = [];
  await whileTaking(next, async () => {
    const pupils = await registerPupils(t.ctx(), { library: 'SDN-1', rows: [row(12), row(13)] });
    made = pupils.map(({ number }) => number);
  });
  expect(made.map(Number).toSorted()).toEqual([Number(next) + 1, Number(next) + 2]);
  expect((await getMember(t.ctx(), next)).fullName).toBe('Orang Lain');
});

test('a NISN that somebody takes meanwhile costs its own line, and no other', async () => {
  let made: unknown;
  await whileTaking('0160000022', async () => {
    const rows = [row(22, { number: '0160000022' }), row(23, { number: '0160000023' }), row(24)];
    made = await registerPupils(t.ctx(), { library: 'SDN-1', rows });
  });
  expect(made).toMatchObject([
    { line: 22, state: 'problem', reasons: { number: 'taken' } },
    { line: 23, state: 'new', number: '0160000023' },
    { line: 24, state: 'new' },
  ]);
});
