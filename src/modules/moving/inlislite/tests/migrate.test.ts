import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { explainSaid } from '#modules/moving/runs';
import { signInMember } from '#modules/people/members';
import { isBalanced } from '#shared/moving/report';
import type { Said } from '#shared/moving/said';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import {
  cleanCount,
  DIRTY,
  inlisliteDump,
  loan,
  member,
  NIK,
  OLD_PASSWORD,
  sha1,
  STYLES,
  violation,
  type Dirty,
} from '../../../../../tests/support/inlislite-dump.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { migrateSlims } from '../../slims/index.ts';
import { smallDump } from '../../slims/tests/small-dump.ts';
import { fatesOf, runMigration, type Moved } from './run-migration.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumbung-inlislite-'));
const path = join(folder, 'dump.sql');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A network with one library, and what moves into it. */
function useHouse() {
  const t = useTestDb();
  beforeAll(async () => {
    await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  });
  const move = async (
    input: Parameters<typeof runMigration>[2] = {},
    stop?: Parameters<typeof runMigration>[3],
  ): Promise<Moved> => runMigration({ ctx: t.ctx, secrets: testSecrets }, path, input, stop);
  /** How many rows there are of what came. */
  const counts = async (): Promise<Record<string, number>> => {
    const tables = [
      'bib',
      'item',
      'member',
      'loan',
      'loanRenewal',
      'chargeLine',
      'visit',
      'hold',
      'memberBlock',
    ] as const;
    const found = tables.map(async (table) => {
      const { count } = await t.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return [table, count] as const;
    });
    return Object.fromEntries(await Promise.all(found));
  };
  return { t, move, counts };
}

const wordOf = ({ table, key, fate, code, params = {} }: Said): string =>
  [table, key, fate, code, JSON.stringify(Object.entries(params).toSorted())].join(' ');
const wordsOf = ({ said }: Moved): string[] => said.map(wordOf).toSorted();

/** Fields of a clean title that the catalogue says by itself: 001, 005, and 990 of two copies. */
const LEFT_OF_EACH = 4;
/** What a table is to come to: rows, carried, merged, refused, known. */
function expected(table: string): number[] {
  const dirty = DIRTY.filter((one) => one.table === table);
  const of = (fate: Dirty['fate'][0]): number => dirty.filter((one) => one.fate[0] === fate).length;
  const clean = cleanCount(table);
  const left = table === 'catalog_ruas' ? cleanCount('catalogs') * LEFT_OF_EACH : 0;
  const isThere = table === 'jenis_anggota' ? 1 : 0;
  const merged = left + isThere + of('merged');
  return [clean + dirty.length, clean - left - isThere + of('carried'), merged, of('refused'), 0];
}
const TABLES = [...new Set(DIRTY.map(({ table }) => table))];

const seen: { words?: string[]; counts?: Record<string, number> } = {};
describe.each(STYLES)('a dump of INLISLite as %s writes it', (style) => {
  const { t, move, counts } = useHouse();

  test('accounts for every row: a trial writes nothing, and in earnest it comes to the same', async () => {
    const before = await counts();
    const trial = await move({ style, dryRun: true });
    expect(await counts()).toEqual(before);
    const moved = await move({ style });
    for (const table of TABLES) {
      expect([table, ...fatesOf(trial, table)]).toEqual([table, ...expected(table)]);
      expect([table, ...fatesOf(moved, table)]).toEqual([table, ...expected(table)]);
    }
    expect(isBalanced(moved.report)).toBe(true);
    expect(moved.report.money).toMatchObject({
      dump: { debet: 14500, credit: 7500 },
      carried: { debet: 7500, credit: 7500 },
      refused: { debet: 7000, credit: 0 },
      booked: 0,
    });
    const left = moved.report.tables.filter(({ kind }) => kind === 'left').map(({ table, rows }) => [table, rows]);
    expect(left).toEqual([
      ['bacaditempat', 1],
      ['master_kependudukan', 1],
      ['penduduk', 1],
      ['requestcatalog', 1],
    ]);
    // of rows with a fault it is said what became of them, to the row
    for (const { table, row, fate, told = [] } of DIRTY) {
      if (fate[1] !== null) expect(moved.said.map(({ code }) => code)).toContain(fate[1]);
      for (const code of told) {
        expect(
          moved.said.some((one) => one.code === code && one.table === table),
          `${table} ${code} ${JSON.stringify(row)}`,
        ).toBe(true);
      }
    }
    seen.words ??= wordsOf(moved);
    seen.counts ??= await counts();
    expect(wordsOf(moved)).toEqual(seen.words);
    expect(await counts()).toEqual(seen.counts);
  });

  test('a second run brings nothing twice, and changes nothing', async () => {
    const before = await counts();
    const again = await move({ style });
    expect(await counts()).toEqual(before);
    for (const table of TABLES) {
      const [rows = 0, carried, , , known = 0] = fatesOf(again, table);
      expect([table, carried]).toEqual([table, 0]);
      expect(known).toBeLessThanOrEqual(rows);
    }
    expect(isBalanced(again.report)).toBe(true);
    expect(again.report).toMatchObject({ updated: 0, conflicts: 0 });
  });

  test('a title stands as its fields say, with the marks of ISBD, and hidden where it was', async () => {
    const { marc } = await t.db
      .selectFrom('bib')
      .select('marc')
      .where(
        'marc',
        '@>',
        JSON.stringify({ fields: [{ tag: '035', subfields: [{ value: '(INLISLite)INLIS00000000001' }] }] }),
      )
      .executeTakeFirstOrThrow();
    expect(marc).toMatchObject({ leader: '00000nam a2200000 a 4500' });
    expect(JSON.stringify(marc)).toContain('Jum\'at \\"Kliwon\\" 1 :');
  });
});
