import { beforeAll, describe, expect, test } from 'vitest';
import { getBib, getBibPage } from '#modules/collection/catalog';
import { explainSaid } from '#modules/moving/runs';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { copy, loanDump, type Row } from './loan-dump.ts';
import { fatesOf, type Moved } from './run-migration.ts';

/** What hangs on titles in SLiMS: other titles, addresses, labels. */
const { t, settleIn, move } = useMovingHouse();
beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  await settleIn();
});

const title = (id: number, more: Row = {}): Row => ({
  ...{ biblio_id: id, title: `Judul ${id}`, language_id: 'id', frequency_id: 0 },
  ...more,
});
const related = (bib: number, other: number, type: number | null = 1): Row => ({
  ...{ biblio_id: bib, rel_biblio_id: other, rel_type: type },
});
const file = (id: number, name: string, more: Row = {}): Row => ({
  ...{ file_id: id, file_title: `Berkas ${id}`, file_name: name, file_dir: null, mime_type: 'text/uri-list', ...more },
});
const hung = (bib: number, id: number, more: Row = {}): Row => ({
  ...{ biblio_id: bib, file_id: id, placement: 'link', access_type: 'public', access_limit: null, ...more },
});
const label = (name: string, link: string | null = null): string =>
  `a:2:{i:0;s:${name.length}:"${name}";i:1;${link === null ? 'N' : `s:${Buffer.byteLength(link)}:"${link}"`};}`;

const bibOf = async (id: number): Promise<number> =>
  (
    await t.db
      .selectFrom('slimsCarried')
      .select('becameId')
      .where('tableName', '=', 'biblio')
      .where('slimsId', '=', id)
      .executeTakeFirstOrThrow()
  ).becameId;
/** Fields of a title with these tags, as librarians write them. */
async function fieldsOf(id: number, ...tags: string[]): Promise<string[]> {
  const { marc } = await getBib(t.ctx(), await bibOf(id));
  return marc.fields.flatMap((field) =>
    'subfields' in field && tags.includes(field.tag)
      ? [`${field.tag} ${field.subfields.map(({ code, value }) => `$${code} ${value}`).join(' ')}`]
      : [],
  );
}
const said = ({ said: all }: Moved, ...tables: string[]): string[] =>
  all.flatMap((one) => (tables.includes(one.table) ? [`${one.key} ${one.fate}: ${explainSaid(one, 'en')}`] : []));

describe('titles that are related to one another', () => {
  const dump = loanDump({
    biblio: [title(10), title(11, { title: 'Sri &amp; Ratih' }), title(12, { title: ' ' }), title(13, { title: '' })],
    item: [copy(1, 'A-1', 13)],
    biblio_relation: [
      ...[related(10, 11), related(11, 10), related(13, 10, 3), related(10, 10), related(10, 999)],
      ...[related(10, 12), related(12, 10), related(998, 10), related(0, 0, null)],
    ],
  });

  test('both sides say so; what leads nowhere is refused', async () => {
    const trial = await move(dump, { dryRun: true });
    const moved = await move(dump);
    expect(said(trial, 'biblio_relation')).toEqual(said(moved, 'biblio_relation'));
    expect(fatesOf(moved, 'biblio_relation')).toEqual([9, 2, 1, 6, 0]);
    expect(said(moved, 'biblio_relation').toSorted()).toEqual([
      'biblio_id=0, rel_biblio_id=0 refused: Points to a title that does not exist',
      'biblio_id=10, rel_biblio_id=10 refused: This title is related to itself',
      'biblio_id=10, rel_biblio_id=12 refused: The title that it is related to is not in this dump, or was refused',
      'biblio_id=10, rel_biblio_id=999 refused: The title that it is related to is not in this dump, or was refused',
      'biblio_id=11, rel_biblio_id=10 merged: A row before this one relates these two titles already',
      'biblio_id=12, rel_biblio_id=10 refused: Its title was refused',
      'biblio_id=998, rel_biblio_id=10 refused: Points to a title that does not exist',
    ]);
    expect(await fieldsOf(10, '580', '787')).toEqual([
      '580 $a Berkaitan: Sri & Ratih',
      '580 $a Berkaitan (jenis 3): [Tanpa judul]',
      '787 $i Berkaitan $t Sri & Ratih $w (SLiMS)11',
      '787 $i Berkaitan (jenis 3) $t [Tanpa judul] $w (SLiMS)13',
    ]);
    expect(await fieldsOf(13, '580')).toEqual(['580 $a Berkaitan (jenis 3): Judul 10']);
    const page = await getBibPage(t.ctx({ kind: 'anonymous' }), await bibOf(11));
    expect(JSON.stringify(page)).toContain('Berkaitan: Judul 10');
  });

  test('again nothing changes; a relation that SLiMS has added since is followed', async () => {
    const again = await move(dump);
    expect(fatesOf(again, 'biblio_relation')).toEqual([9, 0, 1, 6, 2]);
    expect(again.report.updated).toBe(0);
    const later = loanDump({ biblio: [title(10), title(14)], biblio_relation: [related(14, 10)] });
    expect((await move(later)).report.updated).toBe(1);
    expect(await fieldsOf(10, '580')).toEqual(['580 $a Berkaitan: Judul 14']);
  });
});

describe('addresses among the attachments', () => {
  const dump = loanDump({
    biblio: [title(20), title(21), title(22, { title: '' })],
    files: [
      file(1, 'Nama', { file_url: 'https://contoh.id/buku.pdf' }),
      file(2, 'https://contoh.id/lain', { file_title: '' }),
      file(3, 'javascript:alert(1)', { file_url: 'javascript:alert(1)' }),
      file(4, 'data:text/html,<script>', { file_url: null }),
      file(5, 'https://contoh.id/rahasia'),
      file(6, 'buku.pdf', { mime_type: 'application/pdf' }),
    ],
    biblio_attachment: [
      ...[hung(20, 1), hung(20, 1), hung(20, 2), hung(20, 3), hung(20, 4), hung(999, 1), hung(22, 1), hung(20, 99)],
      ...[hung(21, 5, { access_type: 'private' }), hung(21, 2, { access_limit: 'a:1:{i:0;s:1:"2";}' }), hung(21, 6)],
    ],
  });

  test('they become links of the record; what a browser would run does not, and what is not for everybody is for staff', async () => {
    const trial = await move(dump, { dryRun: true });
    const moved = await move(dump);
    expect(said(trial, 'biblio_attachment')).toEqual(said(moved, 'biblio_attachment'));
    expect(fatesOf(moved, 'biblio_attachment')).toEqual([11, 4, 0, 7, 0]);
    expect(said(moved, 'biblio_attachment').toSorted()).toEqual([
      'biblio_id=20, file_id=1 refused: A row before this one has the same number',
      'biblio_id=20, file_id=3 refused: This is no address of the web (http or https); the link was left behind',
      'biblio_id=20, file_id=4 refused: This is no address of the web (http or https); the link was left behind',
      'biblio_id=20, file_id=99 refused: This attachment points at a file that is not listed',
      'biblio_id=21, file_id=6 refused: Its file was not given; run again with the folder or archive of repository',
      'biblio_id=22, file_id=1 refused: Its title was refused',
      'biblio_id=999, file_id=1 refused: Points to a title that does not exist',
    ]);
    expect(await fieldsOf(20, '856')).toEqual([
      '856 $u https://contoh.id/buku.pdf $y Berkas 1',
      '856 $u https://contoh.id/lain',
    ]);
    expect(await fieldsOf(21, '856', '590')).toEqual([
      '590 $a Tautan untuk petugas: Berkas 5 https://contoh.id/rahasia',
      '590 $a Tautan untuk petugas: https://contoh.id/lain',
    ]);
    const page = await getBibPage(t.ctx({ kind: 'anonymous' }), await bibOf(21));
    expect(JSON.stringify(page)).not.toContain('contoh.id');
  });

  test('again nothing changes; an address that people here have changed stays', async () => {
    const again = await move(dump);
    expect([fatesOf(again, 'biblio_attachment'), again.report.updated]).toEqual([[11, 0, 0, 7, 4], 0]);
  });
});

describe('labels, and what was promoted', () => {
  test('they are notes for staff, and a link behind a label is one of the record', async () => {
    const dump = loanDump({
      mst_label: [{ label_id: 1, label_name: 'label-new', label_desc: 'Judul Baru' }],
      biblio: [
        title(30, { labels: `a:2:{i:0;${label('Label-New')}i:1;${label('buatan', 'https://contoh.id/kafé')}}` }),
        title(31, { labels: 'a:1:{i:0;a:2:{i:0;s:99:"label-new";i:1;N;}}', promoted: 1 }),
        title(32, { labels: null, promoted: null }),
        title(33, { labels: `a:1:{i:0;${label(`a\u0000${'b'.repeat(9000)}`)}}` }),
      ],
    });
    const moved = await move(dump);
    expect(await fieldsOf(30, '590', '856')).toEqual([
      '590 $a Label: Judul Baru',
      '590 $a Label: buatan',
      '856 $u https://contoh.id/kafé $y buatan',
    ]);
    expect([await fieldsOf(31, '590'), await fieldsOf(32, '590')]).toEqual([['590 $a Dipromosikan di SLiMS'], []]);
    expect(await fieldsOf(33, '590')).toEqual([`590 $a Label: a ${'b'.repeat(48)}`]);
    expect(said(moved, 'biblio').filter((line) => !line.includes('day of entry'))).toEqual([
      'biblio_id=31 told: A label, or the link behind one, cannot be read; that part was left behind',
      'biblio_id=31 told: Promoted in SLiMS; kept as a note for staff (field 590)',
    ]);
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
    expect(moved.report.tables.find(({ table }) => table === 'mst_label')?.kind).toBe('codes');
  });
});
