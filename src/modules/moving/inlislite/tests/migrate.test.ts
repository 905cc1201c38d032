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
import { migrateInlislite } from '../index.ts';
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
  ): Promise<Moved> => runMigration({ ...t, secrets: testSecrets }, path, input, stop);
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

describe('what came from an INLISLite', () => {
  const { t, move, counts } = useHouse();
  let moved: Moved;
  beforeAll(async () => {
    moved = await move({ style: 'inlislite' });
  });
  const memberOf = async (number: string) =>
    t.db.selectFrom('member').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  const itemOf = async (barcode: string) =>
    t.db.selectFrom('item').selectAll().where('barcode', '=', barcode).executeTakeFirstOrThrow();
  const blocksOf = async (number: string) =>
    t.db
      .selectFrom('memberBlock')
      .select(['kind', 'reason', 'untilDate'])
      .where('memberId', '=', (await memberOf(number)).id)
      .execute();
  const signIn = async (number: string, secret: string, next?: string) =>
    signInMember(t.ctx({ kind: 'anonymous' }), { number, secret, next, ip: null, userAgent: 'uji' });

  test('a member signs in with the old password, and must change it first', async () => {
    expect(await refusal(signIn('AG-0001', 'salah-sandi'))).toMatchObject({ code: 'members.wrong_sign_in' });
    expect(await refusal(signIn('AG-0001', OLD_PASSWORD))).toMatchObject({ code: 'members.password_must_change' });
    expect((await signIn('AG-0001', OLD_PASSWORD, 'kuda lumping hijau')).token).toMatch(/^ls_/);
    expect((await signIn('AG-0001', 'kuda lumping hijau')).token).toMatch(/^ls_/);
    expect(await refusal(signIn('AG-0001', OLD_PASSWORD))).toMatchObject({ code: 'members.wrong_sign_in' });
    // the word that every reset makes opens nothing
    expect(await refusal(signIn('AG-NIK', 'member123'))).toMatchObject({ code: 'members.wrong_sign_in' });
  });

  test('whoever waits, is suspended or has left is what they were there', async () => {
    expect(await blocksOf('AG-TUNGGU')).toEqual([
      { kind: 'manual', reason: 'Menunggu persetujuan keanggotaan (dari INLISLite)', untilDate: null },
    ]);
    expect(await blocksOf('AG-SKORS')).toMatchObject([{ kind: 'manual', untilDate: null }]);
    expect(await memberOf('AG-BEBAS')).toMatchObject({ status: 'withdrawn' });
    expect(await blocksOf('AG-0003')).toMatchObject([{ kind: 'suspension', untilDate: '2026-12-20' }]);
    expect(await memberOf('AG-0001')).toMatchObject({
      status: 'active',
      sex: 'L',
      city: 'Blitar',
      phone: '081200000000',
    });
  });

  test('a NIK is sealed, and stands nowhere else; religion, the mother’s name and the marital status are not kept', async () => {
    const { id } = await memberOf('AG-NIK');
    const kept = await t.db.selectFrom('memberIdentity').select('nikLast4').where('memberId', '=', id).execute();
    expect(kept).toEqual([{ nikLast4: NIK.slice(-4) }]);
    const tables = ['member', 'memberBlock', 'auditEvent', 'visit', 'loan', 'slimsCarried'] as const;
    for (const table of tables) {
      const text = JSON.stringify(await t.db.selectFrom(table).selectAll().execute());
      expect(text.includes(NIK), table).toBe(false);
      expect(text, table).not.toContain('Ibu Rahasia');
      expect(text, table).not.toContain('Warga Rahasia');
    }
  });

  test('nothing of a NIK, a password or a name is in the report', () => {
    const report = JSON.stringify([moved.report, moved.said, moved.said.map((said) => explainSaid(said, 'id'))]);
    const secrets = [NIK, NIK.replace('0001', '0002'), sha1(OLD_PASSWORD), sha1('member123'), 'Rahasia', 'Uji Anggota'];
    for (const secret of secrets) expect(report.toLowerCase()).not.toContain(secret.toLowerCase());
    for (const said of moved.said) expect(explainSaid(said, 'en')).not.toBe(said.code);
  });

  test('a running loan is due on the day that it was, with the days on which it was renewed', async () => {
    const loanOf = async (barcode: string) =>
      t.db
        .selectFrom('loan')
        .selectAll()
        .where('itemId', '=', (await itemOf(barcode)).id)
        .orderBy('loanedAt')
        .execute();
    expect(await loanOf('RAKSASA-1')).toMatchObject([
      { status: 'open', loanedBy: 'INLISLite', dueAt: new Date('2026-11-27T23:59:59+07:00') },
    ]);
    const [ended, running] = await loanOf('B-10');
    expect(ended).toMatchObject({ status: 'returned' });
    expect(running).toMatchObject({ status: 'open', renewalCount: 1 });
    const renewals = await t.db
      .selectFrom('loanRenewal')
      .selectAll()
      .where('loanId', '=', running?.id ?? 0)
      .execute();
    expect(renewals).toMatchObject([{ dueAfter: new Date('2026-11-10T23:59:59+07:00'), renewedBy: 'INLISLite' }]);
    // who has it stands at the head of the loan alone
    expect(await loanOf('B-12')).toMatchObject([{ memberId: (await memberOf('AG-0003')).id, status: 'open' }]);
  });

  test('running loans that could not come are to be settled, by barcode, number and day', () => {
    const settle = moved.said.filter(({ code }) => code.startsWith('settle_'));
    expect(settle.map(({ code, params }) => [code, params])).toEqual([
      ['settle_copy_gone', { barcode: '', member: 'AG-0001', due: '2026-11-27' }],
      ['settle_member_gone', { barcode: 'B-9', member: '', due: '2026-11-27' }],
    ]);
    expect(moved.report.toSettle).toBe(2);
  });

  test('copies keep their numbers where these are free, are not lent where they were not, and a booking is a hold', async () => {
    expect(await itemOf('B-1')).toMatchObject({ accessionNumber: 'B-1/2020', price: 25000, source: 'beli' });
    expect(await itemOf('REF-1')).toMatchObject({ itemType: 'referensi' });
    expect(await itemOf('DOLAR-1')).toMatchObject({ price: null, copyNote: 'Harga: USD 12.50' });
    const holds = await t.db.selectFrom('hold').select(['memberId', 'status', 'placedBy']).execute();
    expect(holds).toEqual([{ memberId: (await memberOf('AG-0002')).id, status: 'queued', placedBy: 'INLISLite' }]);
  });

  test('a group counts by its heads, and its leader is not named', async () => {
    const groups = await t.db
      .selectFrom('visit')
      .select(['women', 'men', 'companions', 'people', 'origin', 'guestName'])
      .where('kind', '=', 'group')
      .execute();
    expect(groups).toEqual([{ women: 15, men: 12, companions: 3, people: 30, origin: 'SD Uji', guestName: null }]);
  });

  test('what people here have changed is not overwritten by a later dump: they are asked', async () => {
    const { id, version } = await memberOf('AG-0002');
    await t.db
      .updateTable('member')
      .set({ fullName: 'Diubah di sini', version: version + 1 })
      .where('id', '=', id)
      .execute();
    const members = [1, 2, 3, 4].map((n) => member(n, `AG-000${n}`, `Uji Anggota ${n}`, { NoHp: '081299999999' }));
    const before = await counts();
    const later = await move({ changed: { members } });
    expect(await counts()).toEqual(before);
    expect(await memberOf('AG-0002')).toMatchObject({ fullName: 'Diubah di sini', phone: '081200000000' });
    expect(await memberOf('AG-0004')).toMatchObject({ phone: '081299999999' });
    const about = later.said.filter(({ table }) => table === 'members').map(({ key, code }) => [key, code]);
    expect(about).toContainEqual(['MemberNo=AG-0002', 'conflict_member_changed_here']);
    expect(about).toContainEqual(['MemberNo=AG-0004', 'updated_member']);
  });
});

describe('a run that was ended in the middle', () => {
  const whole = useHouse();
  const halved = useHouse();

  test.for([
    { table: 'catalogs', after: 1 },
    { table: 'collections', after: 1 },
    { table: 'members', after: 1 },
    { table: 'collectionloanitems', after: 1 },
    { table: 'pelanggaran', after: 1 },
  ])('behind $table goes on as if it had been one', async (stop) => {
    expect(await halved.move({}, stop).catch(() => 'stopped')).toBe('stopped');
    const again = await halved.move();
    expect(isBalanced(again.report)).toBe(true);
    await whole.move();
    expect(await halved.counts()).toEqual(await whole.counts());
  });
});

describe('a later dump', () => {
  const { t, move } = useHouse();
  test('says what came back there since, and what was renewed; the copy is free for its next reader', async () => {
    const out = loan(1, 1, 1, '2026-11-20', '2026-11-27');
    const kept = loan(2, 2, 2, '2026-11-20', '2026-11-27');
    const extended = {
      id: 9,
      CollectionLoanItem_id: 2,
      DateExtend: '2026-11-21 09:00:00',
      DueDateExtend: '2026-11-27 00:00:00',
    };
    const before = { collectionloanitems: [out, kept], collectionloanextends: [extended] };
    await move({ dirty: [], titles: 3, changed: before });
    const after = {
      collectionloanitems: [
        { ...out, LoanStatus: 'Return', ActualReturn: '2026-11-24 14:00:00' },
        { ...kept, DueDate: '2026-12-04 10:00:00' },
        loan(3, 1, 2, '2026-11-24', '2026-12-01'),
      ],
      collectionloanextends: [extended],
    };
    const { said } = await move({ dirty: [], titles: 3, changed: after });
    expect(said.filter(({ table }) => table === 'collectionloanitems').map(({ key, code }) => [key, code])).toEqual([
      ['ID=1', 'updated_loan_returned'],
      ['ID=2', 'updated_loan_due'],
    ]);
    const loans = await t.db.selectFrom('loan').select(['status', 'dueAt']).orderBy('id').execute();
    expect(loans).toEqual([
      { status: 'returned', dueAt: new Date('2026-11-27T23:59:59+07:00') },
      { status: 'open', dueAt: new Date('2026-12-04T23:59:59+07:00') },
      { status: 'open', dueAt: new Date('2026-12-01T23:59:59+07:00') },
    ]);
    const again = await move({ dirty: [], titles: 3, changed: after });
    expect(again.report).toMatchObject({ updated: 0, conflicts: 0 });
  });
});

describe('money', () => {
  const { move } = useHouse();
  test('that nobody has noted as paid is still owed where that was chosen', async () => {
    const { report } = await move({
      fines: 'open',
      changed: { pelanggaran: [violation(1, 1, '5000.00'), violation(2, 2, '2500', { Paid: 1 })] },
    });
    expect(report.money).toMatchObject({ carried: { debet: 7500, credit: 2500 }, booked: 5000 });
    expect(isBalanced(report)).toBe(true);
  });
});

describe('a dump that is no INLISLite', () => {
  const { t, move } = useHouse();
  test('of SLiMS is refused in a sentence that names it, and the other way round', async () => {
    writeFileSync(path, smallDump());
    const watching = { signal: new AbortController().signal, onSaid: () => undefined, onProgress: () => undefined };
    const given = migrateInlislite(t.ctx(), { secrets: testSecrets, storage: t.storage }, { path }, watching);
    expect(await refusal(given)).toMatchObject({ code: 'slims.is_slims' });
    writeFileSync(path, [...inlisliteDump()].join(''));
    const other = migrateSlims(t.ctx(), t.storage, { path }, watching);
    expect(await refusal(other)).toMatchObject({ code: 'slims.is_inlislite' });
  });

  test('or is cut off, brings nothing', async () => {
    expect(await refusal(move({ changed: { catalogs: [] } }))).toMatchObject({ code: 'slims.not_inlislite' });
    const text = [...inlisliteDump({ style: 'inlislite' })].join('');
    writeFileSync(path, text.slice(0, text.length / 2));
    const watching = { signal: new AbortController().signal, onSaid: () => undefined, onProgress: () => undefined };
    expect(
      (await refusal(migrateInlislite(t.ctx(), { secrets: testSecrets, storage: t.storage }, { path }, watching))).code,
    ).toMatch(/^slims\.dump_/);
    expect(await t.db.selectFrom('bib').selectAll().execute()).toEqual([]);
  });

  test('what lies in a copy of the civil registry is not read, whatever it is', async () => {
    const dirty = [loan(1, 1, 1, '2026-11-24', '2026-11-26')];
    const { report } = await move({ changed: { collectionloanitems: dirty }, dirty: [], titles: 3 });
    const kept = report.tables.filter(({ table }) => /kependudukan|penduduk/.test(table)).map(({ kind }) => kind);
    expect(kept).toEqual(['left', 'left']);
  });
});
