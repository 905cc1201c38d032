import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { rollUp } from '#modules/ground/facts/testing';
import { setSetting } from '#modules/ground/libraries';
import { makeLibrary, makeMember, saveLoanHistory } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { bytesOf } from '../../../../../tests/support/read-made.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { exportReport } from '../export-report.ts';
import { reportQuery } from '../schema.ts';

const t = useTestDb();
const config = { root: join(import.meta.dirname, '../../../../..') };
let gedog = 0;

beforeAll(async () => {
  const kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  gedog = (await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog')).id;
  await makeMember(t.ctx(), { fullName: 'Pembaca', number: 'P1', homeLibrary: 'KOTA' });
  const { id: memberId } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  const terms = { dueAt: new Date('2026-11-06T09:00:00+07:00'), renewals: [], terms: {}, by: 'Siti' };
  const lend = async (title: string, ddc: string, libraryId: number, days: readonly string[]): Promise<void> => {
    const bibId = await makeBib(t.ctx(), { title, ddc });
    const { id: itemId } = await makeItem(t.ctx(), { bibId, libraryId });
    const loans = days.map((iso) => {
      const loanedAt = new Date(`${iso}T09:00:00+07:00`);
      const returnedAt = new Date(loanedAt.getTime() + 3_600_000);
      return { itemId, bibId, memberId, libraryId, loanedAt, returnedAt, ...terms };
    });
    await t.db.transaction().execute(async (trx) => saveLoanHistory(trx, t.ctx(), loans));
  };
  const month = (year: number, days: number): string[] =>
    Array.from({ length: days }, (_, at) => `${year}-10-${String(at + 1).padStart(2, '0')}`);
  await lend('Beternak Koi dan Gurami', '639', kota, [...month(2026, 24), ...month(2025, 16)]);
  await lend('Sejarah Blitar', '959', gedog, month(2026, 7));
  for (let at = 1; at <= 110; at++) await lend(`Cerita Rakyat Nusantara Jilid ${at}`, '398', kota, ['2026-09-01']);
  await rollUp(t.ctx());
});

const paper = async (asked: object, ctx: Ctx = t.ctx({ name: 'Siti Rahayu' })) => {
  const query = reportQuery.parse({ kind: 'loan', from: '2026-01-01', to: '2026-11-24', ...asked });
  return bytesOf(exportReport(ctx, config, query, 'pdf'));
};

test('a report on paper has letterhead, figures beside those of the year before, their source, and room for two hands', async () => {
  const pages = await pageTexts(await paper({ by: 'class', from: '2026-10-01', to: '2026-10-31', compare: 'year' }));
  expect(pages).toHaveLength(1);
  const text = pages.join(' ');
  expect(text).toContain('PERPUSTAKAAN KOTA');
  expect(text).toContain('LAPORAN PEMINJAMAN MENURUT KELAS DDC');
  expect(text).toContain('Seluruh jaringan');
  expect(text).toContain('1 Oktober 2026 – 31 Oktober 2026');
  expect(text).toMatch(/Teknologi dan kesehatan 24 16 \+50%/);
  expect(text).toMatch(/Jumlah 31 16 \+94%/);
  expect(text).toContain('Angka sampai 24 November 2026, dihitung 25 November 2026, 10.00 WIB. Yang');
  expect(text).toMatch(/Yang menyusun, Perpustakaan Kota Siti Rahayu/);
  expect(text).toMatch(/25 November 2026 Mengetahui, Kepala Perpustakaan Kota/);
});

test('kop and signer are those of the office, once they are written down', async () => {
  await setSetting(t.ctx(), 'letterhead', {
    parent: 'Pemerintah Kota Blitar',
    office: 'Dinas Perpustakaan dan Kearsipan',
    address: 'Jl. Sumatra, Sananwetan',
    place: 'Blitar',
    signOffice: 'Kepala Dinas',
    signName: 'Drs. Hendro Wicaksono, M.Si.',
    signDetails: 'NIP 19700312 199603 1 004',
  });
  const text = (await pageTexts(await paper({ by: 'class' }))).join(' ');
  expect(text).toContain('PEMERINTAH KOTA BLITAR DINAS PERPUSTAKAAN DAN KEARSIPAN Jl. Sumatra, Sananwetan');
  expect(text).toMatch(
    /Blitar, 25 November 2026 Mengetahui, Kepala Dinas Drs\. Hendro Wicaksono, M\.Si\. NIP 19700312/,
  );
});

test('a hundred titles go over several pages, each with the head of the table; nobody signs on a torn leaf', async () => {
  const pages = await pageTexts(await paper({ by: 'bib', compare: 'year' }));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages.slice(0, -1)) expect(page).toMatch(/Judul Eksemplar Semula Beda/);
  expect(pages.join(' ')).toContain('Lainnya dan tidak diketahui');
  expect(pages.filter((page) => page.includes('Mengetahui'))).toEqual([pages.at(-1)]);
  expect(pages.at(-1)).toMatch(/Yang menyusun.*Siti Rahayu/);
});

test('on the paper of who reads one library stand its name and its figures alone', async () => {
  const ctx = t.ctx({ name: 'Budi', grants: [{ libraryId: gedog, permissions: ['reports.read'] }] });
  const text = (await pageTexts(await paper({ by: 'class' }, ctx))).join(' ');
  expect(text).toContain('Di mana : Perpustakaan Gedog');
  expect(text).toMatch(/Sejarah dan geografi 7 .*Jumlah 7/);
  expect(text).not.toContain('Teknologi');
});

test('of a time of which nothing is said the paper says why; in English it is English', async () => {
  const none = (await pageTexts(await paper({ by: 'category', from: '2026-10-02', to: '2026-10-20' }))).join(' ');
  expect(none).toContain('hanya diceritakan per bulan penuh');
  expect(none).not.toContain('Jumlah');
  const english = (await pageTexts(await paper({ by: 'class' }, { ...t.ctx({ name: 'Siti' }), locale: 'en' }))).join(
    ' ',
  );
  expect(english).toContain('REPORT: LOANS BY');
  expect(english).toContain('Prepared by');
});
