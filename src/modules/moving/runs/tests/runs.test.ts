import { existsSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import { AppError } from '#platform/errors';
import { idleJobs } from '../../../../../tests/support/bare-services.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { pageTexts } from '../../../../../tests/support/pdf-texts.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { TEST_NOW } from '../../../../../tests/support/test-db.ts';
import { explainSaid } from '../explain-said.ts';
import { sweepDumps } from '../jobs.ts';
import { cancelRun } from '../cancel-run.ts';
import { listDumps } from '../dump-folder.ts';
import { exportReport } from '../export-report.ts';
import { minutesPdf } from '../minutes-pdf.ts';
import { countLines, getRun, listRuns, listSaid } from '../view-runs.ts';
import { startTrial } from '../start-run.ts';
import { failRun } from '../work-off.ts';
import { fatesIn, useRunsHouse } from './runs-house.ts';
import { manyBooks, smallDump } from '../../slims/tests/small-dump.ts';

const { t, services, folder, upload, lay, choose, confirm, workOff, moveIn } = useRunsHouse();

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of ['item', 'bibAuthority', 'slimsCarried', 'bib', 'memberBlock', 'member', 'slimsRun'] as const)
    await t.db.deleteFrom(table).execute();
  await t.db.deleteFrom('memberCategory').where('code', 'like', 'santri%').execute();
});

const titles = async (): Promise<number> => (await t.db.selectFrom('bib').select('id').execute()).length;
const keyOf = async (id: number): Promise<string | null> => {
  const run = await t.db.selectFrom('slimsRun').select('storageKey').where('id', '=', id).executeTakeFirstOrThrow();
  return run.storageKey;
};
const isStored = (key: string | null): boolean => key !== null && existsSync(t.storage.path(key));

describe('from a dump to the library', () => {
  test('a trial shows the figures and changes nothing; agreed to, all of it comes, and the dump is not kept', async () => {
    const trial = await upload(smallDump());
    expect(await getRun(t.ctx(), trial)).toMatchObject({ state: 'queued', dryRun: true, canGoOn: false, addsUp: null });
    const tried = await workOff(trial);
    expect(tried).toMatchObject({
      state: 'done',
      addsUp: true,
      canGoOn: true,
      takenUp: false,
      startedBy: 'Petugas Uji',
    });
    expect(fatesIn(tried, 'biblio')).toEqual([7, 5, 0, 2, 0]);
    expect(await titles()).toBe(0);
    const key = await keyOf(trial);
    expect(isStored(key)).toBe(true);

    const id = await confirm(trial);
    const moved = await workOff(id);
    expect(moved).toMatchObject({ state: 'done', dryRun: false, addsUp: true, canGoOn: false, error: null });
    expect(fatesIn(moved, 'biblio')).toEqual(fatesIn(tried, 'biblio'));
    expect(fatesIn(moved, 'member')).toEqual([33, 31, 0, 2, 0]);
    expect(await titles()).toBe(5);
    expect([isStored(key), await keyOf(trial), await keyOf(id)]).toEqual([false, null, null]);
    expect((await listRuns(t.ctx(), null, 10)).map((run) => run.id)).toEqual([id, trial]);
    expect(await outcome(confirm(trial))).toBe('slims.file_gone');
    const trail = await t.db.selectFrom('auditEvent').select('action').where('action', 'like', 'slims.%').execute();
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'slims.trial_started',
        'slims.trial_ended',
        'slims.started',
        'slims.migrated',
        'slims.ended',
      ]),
    );
  });

  test('the report says of every row what the command line says of it, in the same columns', async () => {
    const { id } = await moveIn(smallDump());
    let csv = '';
    for await (const piece of exportReport(t.ctx(), id)) csv += piece;
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    expect(head).toBe('\uFEFF"Tabel","Kunci","Hasil","Sebab","Kode"');
    const counts = await countLines(t.ctx(), id);
    expect(lines).toHaveLength(counts.refused + counts.merged + counts.told);
    expect(csv).toContain('"biblio","biblio_id=2","ditolak","Tidak ada judul dan tidak ada eksemplar","title_empty"');
    expect(csv).not.toMatch(/3572014507990001|\$2y\$/);
    const refused = await listSaid(t.ctx(), id, { about: 'refused', afterId: 0, limit: 1000 });
    expect(refused).toHaveLength(counts.refused);
    const [first, second] = refused;
    const page = await listSaid(t.ctx(), id, { about: 'refused', afterId: first?.id ?? 0, limit: 1 });
    expect(page).toEqual([second]);
    expect(refused.every((one) => explainSaid(one, 'en') !== one.code)).toBe(true);
  });

  test('the minutes say what was there, what came and that it adds up; of a trial there are none', async () => {
    const trial = await upload(smallDump());
    await workOff(trial);
    const config = { root: process.cwd() };
    expect((await refusal(minutesPdf(t.ctx(), config, trial))).code).toBe('slims.not_ended');
    const { id } = await workOff(await confirm(trial));
    const { fileName, body } = await minutesPdf(t.ctx(), config, id);
    expect(fileName).toBe(`berita-acara-pindah-slims-${id}.pdf`);
    const pages = await pageTexts(body);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('BERITA ACARA PEMINDAHAN DATA');
    expect(pages[0]).toContain('Perpustakaan Kota');
    expect(pages[0]).toContain('Judul 7 5 0 2 0 cocok');
    expect(pages[0]).toContain('Jumlah baris dan uang cocok');
    expect(pages[0]).toContain('Mengetahui');
  }, 60_000);

  test('it comes to the library that is named; one that is not there is refused at its field', async () => {
    lay('slims.sql', smallDump());
    const start = async (library: string) =>
      startTrial(t.ctx(), services.config, { library, dump: 'slims.sql' }, null, idleJobs);
    expect((await refusal(start('TIADA'))).fields).toEqual({ library: 'unknown' });
    const id = await start('gedog');
    await workOff(id);
    const { libraryId } = await getRun(t.ctx(), id);
    const library = await t.db.selectFrom('library').select('code').where('id', '=', libraryId).executeTakeFirst();
    expect(library?.code).toBe('GEDOG');
  });
});

describe('the folder of dumps', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  });

  test('its plain files are shown, newest first, and tried from where they lie; they are never taken away', async () => {
    lay('lama.sql', 'x');
    utimesSync(join(folder, 'lama.sql'), new Date('2026-11-01'), new Date('2026-11-01'));
    writeFileSync(join(folder, 'slims.sql.gz'), gzipSync(smallDump()));
    expect((await listDumps(t.ctx(), services.config)).map(({ name }) => name)).toEqual(['slims.sql.gz', 'lama.sql']);
    const trial = await choose('slims.sql.gz');
    expect(await workOff(trial)).toMatchObject({ state: 'done', fromFolder: true, canGoOn: true });
    expect(await workOff(await confirm(trial))).toMatchObject({ state: 'done', addsUp: true });
    expect(await titles()).toBe(5);
    expect(existsSync(join(folder, 'slims.sql.gz'))).toBe(true);
  });

  test('what is no plain file in it is neither shown nor read, whatever its name says', async () => {
    const secret = join(services.config.dataDir, 'rahasia.sql');
    writeFileSync(secret, smallDump());
    symlinkSync(secret, join(folder, 'tautan.sql'));
    mkdirSync(join(folder, 'map.sql'));
    lay('.sembunyi.sql', smallDump());
    lay('baca.txt', smallDump());
    expect(await listDumps(t.ctx(), services.config)).toEqual([]);
    const names = ['../rahasia.sql', secret, 'tautan.sql', 'map.sql', '.sembunyi.sql', 'baca.txt', '..', '.', '/'];
    for (const name of [...names, './lama.sql', 'map.sql/../tautan.sql', 'lama.sql/', 'lama\\..\\x.sql'])
      expect([name, await outcome(choose(name))]).toEqual([name, 'slims.dump_missing']);
    for (const name of ['lama\0.sql', 'x'.repeat(200_000)])
      expect((await refusal(choose(name))).code).toMatch(/^(?:slims\.dump_missing|platform\.invalid_input)$/);
    expect(await outcome(choose(''))).toBe('slims.file_missing');
    rmSync(folder, { recursive: true });
    expect(await listDumps(t.ctx(), services.config)).toEqual([]);
  });

  test('a file that became a link, or another file, since it was tried is not moved in', async () => {
    lay('slims.sql', smallDump());
    const trial = await choose('slims.sql');
    await workOff(trial);
    lay('slims.sql', smallDump('mysqldump', { biblio: manyBooks(3) }));
    expect(await outcome(confirm(trial))).toBe('slims.file_changed');
    rmSync(join(folder, 'slims.sql'));
    symlinkSync('/etc/hostname', join(folder, 'slims.sql'));
    expect(await outcome(confirm(trial))).toBe('slims.file_gone');
    expect(await titles()).toBe(0);
    // also between the agreement and the work
    rmSync(join(folder, 'slims.sql'));
    lay('lagi.sql', smallDump());
    const again = await choose('lagi.sql');
    await workOff(again);
    const id = await confirm(again);
    rmSync(join(folder, 'lagi.sql'));
    expect(await workOff(id)).toMatchObject({ state: 'failed', errorCode: 'slims.file_gone' });
  });
});

describe('what goes wrong is said in a sentence', () => {
  test.for([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'slims.dump_not_a_dump'],
    ['a dump of something else', 'CREATE TABLE `a` (`b` int);\nINSERT INTO `a` VALUES (1);\n', 'slims.not_slims'],
    ['nothing', '', 'slims.dump_not_a_dump'],
    ['bytes alone', Buffer.from([0, 0, 0, 255, 254, 0]), 'slims.dump_not_a_dump'],
    ['one that was cut off', smallDump().slice(0, -40), 'slims.dump_cut'],
    ['a broken archive', gzipSync(smallDump()).subarray(0, -20), 'slims.packed_broken'],
  ] as const)('%s', async ([, content, code]) => {
    const id = await upload(content);
    const key = await keyOf(id);
    const run = await workOff(id);
    expect(run).toMatchObject({ state: 'failed', errorCode: code, canGoOn: false, addsUp: null, tables: [] });
    expect(run.error).toMatch(/^\p{Lu}.*\.$/u);
    expect(run.error).not.toContain('slims.');
    // what nobody can go on with is not kept
    expect(isStored(key)).toBe(false);
    expect(await outcome(confirm(id))).toBe('slims.not_ended');
  });

  test('what the worker has given up says why, and blocks no other', async () => {
    const id = await upload(smallDump());
    await failRun(services, id, new AppError('heavy_work.set_aside', 422, { times: 3 }));
    expect(await getRun(t.ctx(), id)).toMatchObject({ state: 'failed', errorCode: 'heavy_work.set_aside' });
    expect(await outcome(upload(smallDump()))).toBe('done');
  });

  test('a migration that is not there', async () => {
    const ends = await Promise.all([getRun(t.ctx(), 999), cancelRun(t.ctx(), 999), confirm(999)].map(outcome));
    expect(new Set(ends)).toEqual(new Set(['slims.run_not_found']));
  });
});

describe('who, and how many at once', () => {
  test.for([
    ['a cataloguer', { permissions: ['imports.run'], libraryId: null }],
    ['whoever has settings alone', { permissions: ['settings.manage'], libraryId: null }],
    ['the head of one library', { permissions: ['settings.manage', 'imports.run'], libraryId: 1 }],
    ['nobody in particular', { permissions: [], libraryId: null }],
  ] as const)('%s may neither look nor start', async ([, grant]) => {
    const id = await upload(smallDump());
    const ctx = t.ctx({ grants: [grant] });
    const ends = await Promise.all(
      [
        upload(smallDump(), ctx),
        choose('slims.sql', ctx),
        confirm(id, ctx),
        cancelRun(ctx, id),
        getRun(ctx, id),
        listRuns(ctx, null, 10),
        listDumps(ctx, services.config),
        listSaid(ctx, id, { about: 'all', afterId: 0, limit: 1 }),
        minutesPdf(ctx, { root: process.cwd() }, id),
      ].map(outcome),
    );
    expect(new Set(ends)).toEqual(new Set(['platform.forbidden']));
    expect(await outcome(getRun(t.ctx({ kind: 'anonymous' }), id))).toBe('platform.sign_in_needed');
  });

  test('of two that are started at once one runs; the other is told to wait, and can be started after it', async () => {
    const ends = await Promise.all([outcome(upload(smallDump())), outcome(upload(smallDump()))]);
    expect(ends.toSorted()).toEqual(['done', 'slims.run_under_way']);
    const [run] = await listRuns(t.ctx(), null, 10);
    await workOff(run?.id ?? 0);
    const twice = await Promise.all([outcome(confirm(run?.id ?? 0)), outcome(confirm(run?.id ?? 0))]);
    expect(twice.filter((one) => one === 'done')).toHaveLength(1);
    expect(await listRuns(t.ctx(), null, 10)).toHaveLength(2);
  });

  test('two workers at once bring everything once', async () => {
    const trial = await upload(smallDump());
    await workOff(trial);
    const id = await confirm(trial);
    await Promise.all([workOff(id), workOff(id)]);
    expect(await titles()).toBe(5);
    expect(await getRun(t.ctx(), id)).toMatchObject({ state: 'done', takenUp: false });
  });
});

describe('what is kept, and how long', () => {
  const DAY = 86_400_000;
  const later = (days: number): void => t.clock.set(new Date(Date.parse(TEST_NOW) + days * DAY).toISOString());

  test('the dump of a trial waits a week', async () => {
    const id = await upload(smallDump());
    await workOff(id);
    const key = await keyOf(id);
    later(6);
    await sweepDumps(services);
    expect([isStored(key), (await getRun(t.ctx(), id)).canGoOn]).toEqual([true, true]);
    later(8);
    await sweepDumps(services);
    expect([isStored(key), (await getRun(t.ctx(), id)).canGoOn]).toEqual([false, false]);
    expect(await outcome(confirm(id))).toBe('slims.file_gone');
  });

  test('a dump whose migration waits for its turn is not swept away', async () => {
    const id = await upload(smallDump());
    later(30);
    await sweepDumps(services);
    expect(isStored(await keyOf(id))).toBe(true);
  });
});
