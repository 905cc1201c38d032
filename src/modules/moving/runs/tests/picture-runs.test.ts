import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW } from '../../../../../tests/support/test-db.ts';
import { blankSaidOf } from '../data/said.queries.ts';
import { cancelRun } from '../cancel-run.ts';
import { listFiles } from '../dump-folder.ts';
import { startTrial } from '../start-run.ts';
import { getRun } from '../view-runs.ts';
import { layFolder, picture, tarOf, zipOf } from '../../../../../tests/support/slims-images.ts';
import { catalog, inlisliteDump, member } from '../../../../../tests/support/inlislite-dump.ts';
import { loanDump } from '../../slims/tests/loan-dump.ts';
import { fatesIn, useRunsHouse } from './runs-house.ts';

/** Pictures at the page of moving in: chosen beside the dump, by their name in the folder of dumps. */
const { t, services, folder, lay, confirm, workOff, report } = useRunsHouse();
beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of ['item', 'bibAuthority', 'slimsCarried', 'bib', 'memberBlock', 'member', 'slimsRun'] as const)
    await t.db.deleteFrom(table).execute();
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
});

const DUMP = loanDump({
  biblio: Array.from({ length: 6 }, (_, i) => ({ biblio_id: i + 1, title: `Judul ${i + 1}`, image: `${i + 1}.jpg` })),
  member: [{ member_id: 'R-1', member_name: 'Pembaca', member_type_id: 1, member_image: 'tiada.jpg' }],
});
async function images() {
  const red = await picture('#ff0000');
  return Object.fromEntries([1, 2, 3, 4, 5].map((nth) => [`images/docs/${nth}.jpg`, red]));
}
const choose = async (files: string, ctx = t.ctx()): Promise<number> => {
  lay('slims.sql', DUMP);
  return startTrial(ctx, services.config, { dump: 'slims.sql', files }, null, idleJobs);
};
const covers = async (): Promise<number> =>
  (await t.db.selectFrom('bib').select('id').where('coverKey', 'is not', null).execute()).length;

test('folders and archives are offered, links and other files are not; what is typed becomes no path', async () => {
  layFolder(join(folder, 'images'), await images());
  writeFileSync(join(folder, 'gambar.zip'), zipOf(await images()));
  writeFileSync(join(folder, 'baca.txt'), 'x');
  writeFileSync(join(folder, 'dump.sql.gz'), 'x');
  mkdirSync(join(folder, '.rahasia'));
  symlinkSync('/etc', join(folder, 'etc'));
  symlinkSync('/etc/passwd', join(folder, 'passwd.zip'));
  expect(
    (await listFiles(t.ctx(), services.config)).map(({ name, bytes }) => [name, bytes === null]).toSorted(),
  ).toEqual([
    ['gambar.zip', false],
    ['images', true],
  ]);
  for (const files of ['etc', 'passwd.zip', '../pindahan', '/etc', 'images/docs', '.', 'baca.txt', 'dump.sql.gz'])
    expect((await refusal(choose(files))).code).toBe('slims.files_missing');
  for (const permission of ['imports.run', 'settings.manage'] as const) {
    const ctx = t.ctx({ grants: [{ permissions: [permission], libraryId: null }] });
    expect((await refusal(listFiles(ctx, services.config))).code).toBe('platform.forbidden');
    expect((await refusal(choose('images', ctx))).code).toBe('platform.forbidden');
  }
});

test('a trial says what of the pictures would come and writes none; agreed to, they come with the dump', async () => {
  layFolder(join(folder, 'images'), await images());
  const trial = await choose('images');
  const tried = await workOff(trial);
  expect(tried).toMatchObject({ state: 'done', addsUp: true, filesName: 'images' });
  expect([fatesIn(tried, 'biblio_image'), fatesIn(tried, 'member_image')]).toEqual([
    [6, 5, 0, 1, 0],
    [1, 0, 0, 1, 0],
  ]);
  expect(await covers()).toBe(0);
  const moved = await workOff(await confirm(trial));
  expect(fatesIn(moved, 'biblio_image')).toEqual([6, 5, 0, 1, 0]);
  expect([await covers(), moved.addsUp, moved.filesName]).toEqual([5, true, 'images']);
  expect((await report(moved.id)).filter((line) => line.includes('_missing'))).toEqual([
    'biblio_image biblio_id=6 refused cover_missing [["file","6.jpg"]]',
    'member_image member_id=R-1 refused photo_missing []',
  ]);
  // erased, the line leads to nobody
  const { id } = await t.db.selectFrom('member').select('id').executeTakeFirstOrThrow();
  await t.db.transaction().execute(async (trx) => blankSaidOf(trx, id));
  expect(await report(moved.id)).toContain('member_image  refused photo_missing []');
});

/** Of what hangs on copies and members. */
const NOTHING = {
  ...{ collections: [], collectionloans: [], collectionloanitems: [], collectionloanextends: [], pelanggaran: [] },
  ...{ memberguesses: [], groupguesses: [], membersonline: [], users: [] },
};

test('uploaded_files of an INLISLite are chosen at the same place; erased, no line leads to a member whose photo did not come', async () => {
  const red = await picture('#ff0000');
  layFolder(join(folder, 'uploaded_files'), { 'foto_anggota/1.jpg': red, 'foto_anggota/sampah.txt': red });
  const members = [
    member(1, 'AG-0001', 'Uji Satu', { PhotoUrl: '1.jpg' }),
    member(2, 'AG-0002', 'Uji Dua', { PhotoUrl: 'tiada.jpg' }),
  ];
  lay(
    'inlislite.sql',
    [
      ...inlisliteDump({ titles: 1, dirty: [], changed: { ...NOTHING, catalogs: [catalog(1, 'Judul')], members } }),
    ].join(''),
  );
  const asked = { system: 'inlislite', dump: 'inlislite.sql', files: 'uploaded_files' } as const;
  const trial = await startTrial(t.ctx(), services.config, asked, null, idleJobs);
  expect(await workOff(trial)).toMatchObject({ state: 'done', addsUp: true, filesName: 'uploaded_files' });
  const moved = await workOff(await confirm(trial));
  expect(fatesIn(moved, 'members_photo')).toEqual([2, 1, 0, 1, 0]);
  expect(await report(moved.id)).toContain('members_photo MemberNo=AG-0002 refused photo_missing []');
  const { id } = await t.db.selectFrom('member').select('id').where('number', '=', 'AG-0002').executeTakeFirstOrThrow();
  await t.db.transaction().execute(async (trx) => blankSaidOf(trx, id));
  expect(await report(moved.id)).toContain('members_photo  refused photo_missing []');
});

test('an archive that was changed or taken away since the trial is not taken for the one that was tried', async () => {
  const path = join(folder, 'gambar.tar.gz');
  writeFileSync(path, await tarOf(await images()));
  const trial = await choose('gambar.tar.gz');
  await workOff(trial);
  utimesSync(path, new Date('2026-11-01'), new Date('2026-11-01'));
  expect((await refusal(confirm(trial))).code).toBe('slims.files_changed');
  rmSync(path);
  expect((await refusal(confirm(trial))).code).toBe('slims.files_gone');
});

test('one that goes while the run waits ends it with a sentence; put back, it goes on', async () => {
  layFolder(join(folder, 'images'), await images());
  const trial = await choose('images');
  await workOff(trial);
  const id = await confirm(trial);
  rmSync(join(folder, 'images'), { recursive: true });
  const failed = await workOff(id);
  expect([failed.state, failed.errorCode, failed.canGoOn]).toEqual(['failed', 'slims.files_gone', true]);
  layFolder(join(folder, 'images'), await images());
  expect(fatesIn(await workOff(await confirm(id)), 'biblio_image')).toEqual([6, 5, 0, 1, 0]);
});

test('stopped or interrupted among the pictures, the rest comes later, and the report is that of one run', async () => {
  writeFileSync(join(folder, 'gambar.zip'), zipOf(await images()));
  const trial = await choose('gambar.zip');
  const wanted = (await workOff(trial)) && (await report(trial));
  const id = await confirm(trial);
  const power = new AbortController();
  const off = (table: string, rows: number): void => {
    if (table === 'biblio_image' && rows === 2) power.abort();
  };
  await expect(workOff(id, { signal: power.signal, onProgress: off })).rejects.toThrow();
  expect([(await getRun(t.ctx(), id)).state, await covers()]).toEqual(['running', 2]);
  const stop = async (table: string, rows: number): Promise<void> => {
    if (table === 'biblio_image' && rows === 3) await cancelRun(t.ctx(), id);
  };
  expect((await workOff(id, { onProgress: stop })).state).toBe('cancelled');
  const last = await workOff(await confirm(id));
  expect([last.addsUp, await covers()]).toEqual([true, 5]);
  const pictures = (lines: string[]): string[] => lines.filter((line) => line.includes('_image'));
  expect(pictures(await report(last.id))).toEqual(pictures(wanted));
});
