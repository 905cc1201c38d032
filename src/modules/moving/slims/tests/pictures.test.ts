import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { removeCover, setBibHidden, setCover } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import { createMember, setMemberPhoto } from '#modules/people/members';
import { eraseByNumber } from '#modules/people/members/testing';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { personalData } from '../../runs/personal-data.ts';
import { migrateSlims } from '../index.ts';
import { memberKey } from '#shared/moving/member-key';
import { colourOf, layFolder, picture, tarOf, zipOf, type Images } from '../../../../../tests/support/slims-images.ts';
import { loanDump, type Row } from './loan-dump.ts';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { fatesOf, type Moved } from './run-migration.ts';

/** Covers and photos of SLiMS come with its dump, out of a folder or an archive of its `images/`. */
const { t, settleIn, move } = useMovingHouse();
const erase = async (number: string): Promise<void> => eraseByNumber(t.ctx(), personalData, number);
const root = mkdtempSync(join(tmpdir(), 'lumbung-gambar-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let libraryId = 0;
let red: Uint8Array, green: Uint8Array, blue: Uint8Array;
beforeAll(async () => {
  libraryId = await settleIn();
  [red, green, blue] = [await picture('#ff0000'), await picture('#00ff00'), await picture('#0000ff')];
});
beforeEach(() => t.clock.set('2026-11-25T10:00:00+07:00'));
const [RED, GREEN, BLUE] = ['500', '050', '005'];

let folders = 0;
const folderOf = (images: Images): string => layFolder(join(root, `images-${(folders += 1)}`), images);
function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(root, `${(folders += 1)}-${name}`);
  writeFileSync(path, bytes);
  return path;
}

const title = (id: number, image: string | null, text = `Judul ${id}`): Row => ({
  ...{ biblio_id: id, title: text, language_id: 'id', frequency_id: 0, image },
});
const reader = (id: string, image: string | null): Row => ({
  ...{ member_id: id, member_name: `Pembaca ${id}`, member_type_id: 1, member_image: image },
});
const dumpOf = (biblio: readonly Row[], member: readonly Row[] = []): string => loanDump({ biblio, member });

/** The cover of a title, by its colour; null = it has none. */
async function coverOf(id: number): Promise<string | null> {
  const { coverKey } = await bibOf(id);
  return coverKey === null ? null : colourOf(readFileSync(t.storage.path(coverKey)));
}
const bibOf = async (id: number) =>
  t.db
    .selectFrom('bib')
    .innerJoin('slimsCarried', 'slimsCarried.becameId', 'bib.id')
    .select(['bib.id', 'bib.version', 'bib.title', 'bib.coverKey', 'bib.coverLargeKey'])
    .where('tableName', '=', 'biblio')
    .where('slimsId', '=', id)
    .executeTakeFirstOrThrow();
const memberOf = async (number: string) =>
  t.db
    .selectFrom('member')
    .select(['id', 'version', 'photoKey'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
async function photoOf(number: string): Promise<string | null> {
  const { photoKey } = await memberOf(number);
  return photoKey === null ? null : colourOf(readFileSync(t.storage.path(photoKey)));
}
/** What is said of files, as `key code`. */
const said = (moved: Moved): string[] =>
  moved.said
    .filter(({ table }) => table.endsWith('_image'))
    .map(({ key, code }) => `${key} ${code}`)
    .toSorted();
const covers = (moved: Moved): number[] => fatesOf(moved, 'biblio_image');
const photos = (moved: Moved): number[] => fatesOf(moved, 'member_image');

describe('from a folder, a zip or a tar.gz archive', () => {
  test.for(['folder', 'zip', 'tar.gz'] as const)('%s: covers and photos come, once', async (kind, { expect: so }) => {
    const nth = { folder: 100, zip: 200, 'tar.gz': 300 }[kind];
    const [own, like] = [`Buku ${nth}.jpg`, `R-${nth}.JPG`];
    const images = {
      [`images/docs/${own}`]: red,
      [`images/persons/r-${nth}.jpg`]: blue,
      'images/docs/lain.jpg': green,
    };
    const files =
      kind === 'folder'
        ? folderOf(images)
        : fileOf(`gambar.${kind}`, kind === 'zip' ? zipOf(images) : await tarOf(images));
    const dump = dumpOf([title(nth, own), title(nth + 1, null)], [reader(`R-${nth}`, like)]);
    const trial = await move(dump, { dryRun: true, files });
    so([covers(trial), photos(trial), said(trial)]).toEqual([[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], []]);
    so(await t.db.selectFrom('bib').select('id').where('title', '=', `Judul ${nth}`).execute()).toEqual([]);

    const moved = await move(dump, { files });
    so([covers(moved), photos(moved), said(moved)]).toEqual([[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], []]);
    so([await coverOf(nth), await photoOf(`R-${nth}`)]).toEqual([RED, BLUE]);
    so(moved.said.map(({ code }) => code)).not.toContain('picture_left');
    const before = [await bibOf(nth), await memberOf(`R-${nth}`)];
    const again = await move(dump, { files });
    so([covers(again), photos(again)]).toEqual([
      [1, 0, 0, 0, 1],
      [1, 0, 0, 0, 1],
    ]);
    so([await bibOf(nth), await memberOf(`R-${nth}`)]).toEqual(before);
  });

  test('a later run brings them, where the first one had none; without them they are counted as left behind', async () => {
    const dump = dumpOf([title(400, 'a.jpg')], [reader('R-400', 'b.jpg')]);
    const first = await move(dump);
    expect(first.said.map(({ code }) => code)).toEqual(expect.arrayContaining(['picture_left', 'photo_left']));
    expect(first.report.tables).toEqual(
      expect.arrayContaining([
        { table: 'biblio_image', rows: 1, kind: 'left' },
        { table: 'member_image', rows: 1, kind: 'left' },
      ]),
    );
    await move(dump, { files: folderOf({ 'docs/a.jpg': red, 'persons/b.jpg': green }) });
    expect([await coverOf(400), await photoOf('R-400')]).toEqual([RED, GREEN]);
  });

  test('whoever chose the folder of covers itself, or one far above it, gets them too', async () => {
    const dump = dumpOf([title(410, 'a.jpg'), title(411, 'c.jpg')]);
    const above = folderOf({ 'slims/images/docs/a.jpg': red });
    expect(covers(await move(dump, { dryRun: true, files: above }))).toEqual([2, 1, 0, 1, 0]);
    const own = join(folderOf({ 'docs/a.jpg': red, 'docs/c.jpg': red }), 'docs');
    expect(covers(await move(dump, { files: own }))).toEqual([2, 2, 0, 0, 0]);
  });
});

describe('what people here have done since', () => {
  test('a cover brings no conflict: a title that SLiMS then renames is followed', async () => {
    const files = folderOf({ 'docs/a.jpg': red, 'persons/p.jpg': red });
    await move(dumpOf([title(500, 'a.jpg')], [reader('R-500', 'p.jpg')]), { files });
    const renamed = [{ ...reader('R-500', 'p.jpg'), member_name: 'Nama Baru' }];
    const moved = await move(dumpOf([title(500, 'a.jpg', 'Judul Baru')], renamed), { files });
    expect([moved.report.updated, moved.report.conflicts]).toEqual([2, 0]);
    expect([(await bibOf(500)).title, await coverOf(500), await photoOf('R-500')]).toEqual(['Judul Baru', RED, RED]);
  });

  test('a title that people have changed gets its cover, and stays changed here', async () => {
    await move(dumpOf([title(510, 'a.jpg')]));
    const { id, version } = await bibOf(510);
    await setBibHidden(t.ctx(), { id, version, hidden: true });
    const files = folderOf({ 'docs/a.jpg': red });
    expect(covers(await move(dumpOf([title(510, 'a.jpg')]), { files }))).toEqual([1, 1, 0, 0, 0]);
    const renamed = await move(dumpOf([title(510, 'a.jpg', 'Lain')]), { files });
    expect(renamed.said.map(({ code }) => code)).toContain('conflict_title_changed_here');
  });

  test('a cover or photo that was set here is not replaced, and one that was taken away does not come back', async () => {
    const dump = dumpOf([title(520, 'a.jpg'), title(521, 'b.jpg')], [reader('R-520', 'p.jpg')]);
    await move(dump);
    await setCover(t.ctx(), t.storage, await bibOf(520), new Blob([new Uint8Array(green)]));
    await setMemberPhoto(t.ctx(), t.storage, 'R-520', green);
    const files = folderOf({ 'docs/a.jpg': red, 'docs/b.jpg': red, 'docs/c.jpg': blue, 'persons/p.jpg': red });
    for (const dryRun of [true, false]) {
      const moved = await move(dump, { dryRun, files });
      expect([covers(moved), photos(moved)]).toEqual([
        [2, 1, 1, 0, 0],
        [1, 0, 1, 0, 0],
      ]);
      expect(said(moved)).toEqual(['biblio_id=520 cover_there', 'member_id=R-520 photo_there']);
    }
    expect([await coverOf(520), await coverOf(521), await photoOf('R-520')]).toEqual([GREEN, RED, GREEN]);
    await removeCover(t.ctx(), t.storage, await bibOf(521));
    expect(covers(await move(dump, { files }))).toEqual([2, 0, 1, 0, 1]);
    // also where SLiMS has another one by now
    const other = dumpOf([title(520, 'a.jpg'), title(521, 'c.jpg')]);
    expect(said(await move(other, { files }))).toEqual(['biblio_id=520 cover_there', 'biblio_id=521 cover_there']);
    expect(await coverOf(521)).toBeNull();
  });

  test('another picture in SLiMS since replaces the one that came, and leaves nothing of it', async () => {
    const files = folderOf({ 'docs/a.jpg': red, 'docs/b.jpg': blue });
    await move(dumpOf([title(530, 'a.jpg')]), { files });
    const before = await bibOf(530);
    expect(covers(await move(dumpOf([title(530, 'b.jpg')]), { files }))).toEqual([1, 1, 0, 0, 0]);
    expect(await coverOf(530)).toBe(BLUE);
    for (const key of [before.coverKey, before.coverLargeKey])
      await expect(t.storage.size(key ?? '')).rejects.toThrow('ENOENT');
  });

  test('whoever was erased here gets no photo and nothing is said of it; a title that was deleted gets no cover, which is said', async () => {
    const dump = dumpOf([title(540, 'a.jpg')], [reader('R-540', 'p.jpg'), reader('R-541', 'q.jpg')]);
    const files = folderOf({ 'docs/a.jpg': red, 'persons/p.jpg': red, 'persons/q.jpg': blue });
    await move(dump, { files: folderOf({ 'persons/q.jpg': blue, 'docs/z.jpg': red }) });
    const { id } = await memberOf('R-541');
    await erase('R-540');
    await erase('R-541');
    await t.db
      .updateTable('bib')
      .set({ deletedAt: t.clock.now(), deletedReason: 'salah' })
      .where('id', '=', (await bibOf(540)).id)
      .execute();
    const moved = await move(dump, { files });
    expect([covers(moved), photos(moved), said(moved)]).toEqual([
      [1, 0, 0, 1, 0],
      [2, 0, 0, 0, 2],
      ['biblio_id=540 cover_gone'],
    ]);
    const faces = await t.db.selectFrom('member').select('photoKey').where('erasedAt', 'is not', null).execute();
    expect(faces.every(({ photoKey }) => photoKey === null)).toBe(true);
    const remembered = await t.db
      .selectFrom('slimsCarried')
      .select(['becameId', 'said', 'state'])
      .where('slimsId', '=', memberKey(String(libraryId), 'R-541'))
      .execute();
    expect(remembered).toEqual(Array.from({ length: 2 }, () => ({ becameId: 0, said: null, state: null })));
    expect(remembered.some(({ becameId }) => becameId === id)).toBe(false);
  });

  test('a face that two members name is kept of neither, though one of them came before or was refused', async () => {
    const files = folderOf({ 'persons/sama.jpg': red });
    expect(photos(await move(dumpOf([title(561, null)], [reader('R-561', 'sama.jpg')]), { files }))[1]).toBe(1);
    const both = [reader('R-561', 'sama.jpg'), reader('R-562', 'sama.jpg')];
    const later = await move(dumpOf([title(561, null)], both), { files });
    expect(said(later)).toEqual(['member_id=R-562 photo_shared']);
  });

  test('whoever was here before the migration gets no face of SLiMS: it may have been taken away here', async () => {
    const { code } = await getLibrary(t.ctx(), libraryId);
    await createMember(t.ctx(), { number: 'R-565', fullName: 'Pembaca R-565', category: 'umum', homeLibrary: code });
    const dump = dumpOf([title(565, null)], [{ ...reader('R-565', 'p.jpg'), member_name: 'Pembaca R-565' }]);
    const files = folderOf({ 'persons/p.jpg': red });
    for (const dryRun of [true, false, false])
      expect(said(await move(dump, { dryRun, files }))).toEqual(['member_id=R-565 photo_there']);
    const { photoKey } = await t.db
      .selectFrom('member')
      .select('photoKey')
      .where('number', '=', 'R-565')
      .executeTakeFirstOrThrow();
    expect(photoKey).toBeNull();
  });

  test('of a child straight out of a dump no face is kept, and a trial says so', async () => {
    const child = { ...reader('R-566', 'p.jpg'), birth_date: '2018-05-06' };
    const files = folderOf({ 'persons/p.jpg': red });
    const dump = dumpOf([title(566, null)], [child]);
    for (const dryRun of [true, false])
      expect(said(await move(dump, { dryRun, files }))).toEqual(['member_id=R-566 photo_guardian']);
  });

  test('of a child whose guardian has not agreed no face is kept; it comes once they have', async () => {
    const dump = dumpOf([title(550, null)], [reader('R-550', 'p.jpg')]);
    const files = folderOf({ 'persons/p.jpg': red });
    await move(dump);
    const child = t.db.updateTable('member').where('number', '=', 'R-550');
    await child.set({ birthDate: '2018-05-06', guardianConsent: 'missing' }).execute();
    for (const dryRun of [true, false])
      expect(said(await move(dump, { dryRun, files }))).toEqual(['member_id=R-550 photo_guardian']);
    await child.set({ guardianConsent: 'given' }).execute();
    expect(photos(await move(dump, { files }))).toEqual([1, 1, 0, 0, 0]);
  });
});

describe('what is no picture', () => {
  const noise = Buffer.from('<?php system($_GET["x"]); ?>');
  test('is refused with its reason, in a trial as well, and costs no other', async () => {
    const images = {
      'docs/php.jpg': noise,
      'docs/kosong.jpg': Buffer.alloc(0),
      'docs/separuh.jpg': red.subarray(0, red.length - 200),
      'docs/besar.jpg': Buffer.alloc(20 * 1024 * 1024 + 1),
      'docs/svg.jpg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      'docs/baik.jpg': red,
      'persons/php.jpg': noise,
      'persons/luas.jpg': await picture('#ffffff', { width: 9000, height: 7000 }),
      'persons/dua.jpg': blue,
    };
    const names = ['php', 'kosong', 'separuh', 'besar', 'svg', 'baik', 'tiada'];
    const dump = dumpOf(
      [...names.map((name, i) => title(600 + i, `${name}.jpg`)), title(600, 'baik.jpg'), title(620, '..')],
      ['php', 'luas', 'dua'].map((name) => reader(`R-${name}`, `${name}.jpg`)).concat(reader('R-DUA2', 'dua.jpg')),
    );
    const files = [folderOf(images), fileOf('a.zip', zipOf(images)), fileOf('a.tgz', await tarOf(images))];
    const wanted = [
      'biblio_id=600 cover_unusable',
      'biblio_id=600 row_repeated',
      'biblio_id=601 cover_empty',
      'biblio_id=602 cover_unusable',
      'biblio_id=603 cover_too_large',
      'biblio_id=604 cover_unusable',
      'biblio_id=606 cover_missing',
      'biblio_id=620 cover_missing',
      'member_id=R-DUA2 photo_shared',
      'member_id=R-dua photo_shared',
      'member_id=R-luas photo_unusable',
      'member_id=R-php photo_unusable',
    ];
    for (const one of files) {
      const trial = await move(dump, { dryRun: true, files: one });
      expect(said(trial)).toEqual(wanted);
      expect([covers(trial), photos(trial)]).toEqual([
        [9, 1, 0, 8, 0],
        [4, 0, 0, 4, 0],
      ]);
    }
    const moved = await move(dump, { files: files[0] ?? '' });
    expect(said(moved)).toEqual(wanted);
    expect([await coverOf(605), await coverOf(600)]).toEqual([RED, null]);
    // of a photo's file no name is told: it is often the member's
    expect(moved.said.filter(({ table }) => table === 'member_image').every(({ params }) => !params)).toBe(true);
  }, 60_000);

  test('a zip that unpacks to far more than it says costs nothing but its own picture', async () => {
    const zip = zipOf({
      'docs/bom.jpg': Buffer.alloc(30_000_000),
      'docs/dusta.jpg': Buffer.alloc(9_000_000),
      'docs/baik.jpg': red,
    });
    // the size in the list of the archive, which stands behind the files
    const entry = zip.lastIndexOf('docs/dusta.jpg') - 46;
    expect(zip.toString('latin1', entry, entry + 4)).toBe('PK\x01\x02');
    zip.writeUInt32LE(1000, entry + 24);
    const dump = dumpOf(['bom', 'dusta', 'baik'].map((name, i) => title(630 + i, `${name}.jpg`)));
    const moved = await move(dump, { files: fileOf('bom.zip', zip) });
    expect(said(moved)).toEqual(['biblio_id=630 cover_too_large', 'biblio_id=631 cover_unusable']);
    expect(await coverOf(632)).toBe(RED);
  });

  test('a picture of a title that was refused is refused with it', async () => {
    const files = folderOf({ 'docs/a.jpg': red, 'persons/b.jpg': red });
    const moved = await move(dumpOf([title(640, 'a.jpg', '')], [reader('', 'b.jpg')]), { files });
    expect(said(moved)).toEqual(['biblio_id=640 title_refused', 'member_id= photo_member_refused']);
  });
});

describe('names and paths', () => {
  test('each title gets the file that is written as its own, and a file may be the cover of two', async () => {
    const files = folderOf({ 'docs/Sampul.JPG': red, 'docs/sampul.jpg': blue, 'docs/café.jpg': green });
    const names = ['sampul.jpg', 'Sampul.JPG', 'SAMPUL.jpg', 'café.jpg'.normalize('NFD'), 'C:\\fakepath\\CAFÉ.jpg'];
    await move(dumpOf(names.map((name, i) => title(700 + i, name))), { files });
    const found = await Promise.all(names.map(async (_, i) => coverOf(700 + i)));
    expect([found[0], found[1], found[3], found[4]]).toEqual([BLUE, RED, GREEN, GREEN]);
    expect([RED, BLUE]).toContain(found[2]);
  });

  test('nothing outside the folder or archive is read, whatever a name, a path or a link says', async () => {
    const outside = folderOf({ 'docs/rahasia.jpg': red });
    const folder = folderOf({ 'docs/dalam.jpg': green });
    symlinkSync(join(outside, 'docs/rahasia.jpg'), join(folder, 'docs/tautan.jpg'));
    symlinkSync(join(outside, 'docs'), join(folder, 'persons'));
    const images = {
      'docs/dalam.jpg': green,
      '../../docs/rahasia.jpg': red,
      '/docs/rahasia.jpg': red,
      'docs/../docs/rahasia.jpg': red,
      'C:\\docs\\rahasia.jpg': red,
    };
    const names = [
      `../../${outside}/docs/rahasia.jpg`,
      '/etc/passwd',
      'tautan.jpg',
      'dalam.jpg',
      'a\0.jpg',
      'rahasia.jpg',
    ];
    const archives = [
      fileOf('b.zip', zipOf(images)),
      fileOf('b.tgz', await tarOf(images, { 'docs/tautan.jpg': '/etc/passwd', 'docs/passwd': '/etc/passwd' })),
    ];
    for (const [nth, files] of [folder, ...archives].entries()) {
      const ids = names.map((_, i) => 720 + nth * 20 + i);
      const dump = dumpOf(
        names.map((name, i) => title(ids[i] ?? 0, name)),
        [reader(`R-72${nth}`, 'rahasia.jpg')],
      );
      const moved = await move(dump, { files });
      expect(covers(moved)).toEqual([6, 1, 0, 5, 0]);
      expect([await coverOf(ids[3] ?? 0), await photoOf(`R-72${nth}`)]).toEqual([GREEN, null]);
    }
  });
});

/** A zip whose list says that its first file unpacks to so many bytes. */
function claiming(zip: Buffer, bytes: number): Buffer {
  const [claimed, list] = [Buffer.from(zip), zip.indexOf('PK\u0001\u0002', 'latin1')];
  claimed.writeUInt32LE(bytes, list + 24);
  return claimed;
}

describe('a folder or archive that cannot be read', () => {
  test('is refused in a sentence, before anything is written', async () => {
    const dump = dumpOf([title(800, 'a.jpg')]);
    const images = { 'docs/a.jpg': red, 'docs/b.jpg': await picture('#123456', { width: 900, height: 900 }) };
    const [zip, tgz] = [zipOf(images), await tarOf(images)];
    const tenMegabytes = gzipSync(Buffer.alloc(10_000_000));
    for (const [name, bytes, code] of [
      ['a.zip', zip.subarray(0, zip.length - 60), 'slims.files_broken'],
      ['a.tgz', tgz.subarray(0, tgz.length - 60), 'slims.files_broken'],
      ['acak.tgz', gzipSync(Buffer.from('bukan arsip')), 'slims.files_broken'],
      ['tanpa-akhir.tar', Buffer.from('bukan arsip'), 'slims.files_broken'],
      ['bom.zip', claiming(zip, 2_000_000_000), 'slims.files_too_large'],
      ['bom.tgz', Buffer.concat(Array.from({ length: 110 }, () => tenMegabytes)), 'slims.files_too_large'],
    ] as const) {
      const { code: found } = await refusal(move(dump, { files: fileOf(name, bytes) }));
      expect([name, found]).toEqual([name, code]);
    }
    expect((await refusal(move(dump, { files: join(root, 'tiada') }))).code).toBe('slims.files_missing');
    expect(await t.db.selectFrom('bib').select('id').where('title', '=', 'Judul 800').execute()).toEqual([]);
  }, 60_000);

  test('a folder that goes while it is read stops the run; what came stays, and going on brings the rest', async () => {
    const images = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`docs/${i}.jpg`, red]));
    const dump = dumpOf(Array.from({ length: 6 }, (_, i) => title(820 + i, `${i}.jpg`)));
    const files = folderOf(images);
    const path = join(root, 'dump.sql');
    writeFileSync(path, dump);
    const gone = migrateSlims(
      t.ctx(),
      t.storage,
      { path, files },
      {
        signal: new AbortController().signal,
        onSaid: () => undefined,
        onProgress: (table, rows) => {
          if (table === 'biblio_image' && rows === 2) rmSync(files, { recursive: true });
        },
      },
    );
    expect((await refusal(gone)).code).toBe('slims.files_gone');
    expect((await refusal(move(dump, { files }))).code).toBe('slims.files_missing');
    layFolder(files, images);
    expect(covers(await move(dump, { files }))).toEqual([6, 4, 0, 0, 2]);
  });

  test('stopped in the middle, it goes on where it was: nothing comes twice', async () => {
    const images = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`docs/${i}.jpg`, red]));
    const dump = dumpOf(Array.from({ length: 6 }, (_, i) => title(840 + i, `${i}.jpg`)));
    const files = fileOf('c.tgz', await tarOf(images));
    await expect(move(dump, { files }, ['biblio_image', 3])).rejects.toThrow();
    expect(covers(await move(dump, { files }))).toEqual([6, 3, 0, 0, 3]);
    const set = await t.db.selectFrom('auditEvent').select('entityId').where('action', '=', 'cover.set').execute();
    const ids = await Promise.all(Array.from({ length: 6 }, async (_, i) => String((await bibOf(840 + i)).id)));
    expect(set.filter(({ entityId }) => ids.includes(String(entityId)))).toHaveLength(6);
  });
});
