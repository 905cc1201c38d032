import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { checkArchive, walkArchive } from '#platform/backup/read-archive';
import { readLastBackup } from '#platform/backup/last-backup';
import { identitiesIn, makeKeyPair, sealOf } from '#platform/backup/seal';
import { readConfig } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { Jobs } from '#platform/background/jobs';
import { heavyErrors } from '#platform/background/heavy';
import { makeSecrets } from '#platform/rights/secrets';
import { idleJobs, testSecrets } from '../../../../../tests/support/bare-services.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { askBackup, beginDue } from '../ask-backup.ts';
import { MARK_FILE } from '../folder.ts';
import { STOP_WHILE_RESTORED } from '../data/plan.queries.ts';
import { countLate, countUndecided } from '../data/waits.queries.ts';
import { tidyBackups } from '../jobs.ts';
import { failRun, makeBackup } from '../make-backup.ts';
import { countSealedBackups, openPassphrase, resealBackups } from '../passphrase.ts';
import { savePlan, type PlanInput } from '../save-plan.ts';
import { settleRestored } from '../settle-restored.ts';
import { lastBackup, listBackups, viewBackups } from '../view-backups.ts';

const t = useTestDb();
const root = mkdtempSync(join(tmpdir(), 'lumbung-cadangan-'));
const disk = join(root, 'disk');
const config = readConfig({ DATA_DIR: join(root, 'data') });
const PASSPHRASE = 'kawung sawo lereng embun';
const HOUR = 3_600_000;
let asked: number[] = [];
const jobs: Jobs = {
  ...idleJobs,
  enqueue: async (_trx, queue, data) => {
    expect(queue).toBe('backups.make');
    asked.push((data as { run: number }).run);
    return Promise.resolve();
  },
};
const needs = { db: t.db, clock: t.clock, config, address: t.address, secrets: testSecrets, jobs };
const plan = (part: Partial<PlanInput> = {}): PlanInput => ({
  on: true,
  folder: disk,
  hour: 2,
  sealedBy: 'passphrase',
  passphrase: PASSPHRASE,
  ...part,
});
const save = async (part: Partial<PlanInput> = {}): Promise<void> => {
  const { version } = (await viewBackups(t.ctx(), needs)).plan;
  await savePlan(t.ctx(), needs, version, plan(part));
};
const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined });
const work = async (): Promise<void> => {
  for (const run of asked.splice(0)) await makeBackup(needs, run, quiet());
};
const at = (time: Date): Ctx => ({ ...t.ctx(), clock: { now: () => time } });
const latest = async () => (await listBackups(t.ctx(), { limit: 1 }))[0];
const files = (): string[] => readdirSync(disk).filter((name) => name !== MARK_FILE);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;
const field = (name: string, reason: string) => expect.objectContaining({ fields: { [name]: reason } }) as unknown;

beforeEach(async () => {
  t.clock.set(TEST_NOW);
  asked = [];
  await t.db.deleteFrom('backupRun').execute();
  await t.db.deleteFrom('backupPlan').execute();
  rmSync(root, { recursive: true, force: true });
  mkdirSync(disk, { recursive: true });
  mkdirSync(config.filesDir, { recursive: true });
  writeFileSync(join(config.dataDir, 'secrets.json'), '{"kunci":"rumah"}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('what is asked for is written, sealed, read back and listed, with the keys of the house in it', async () => {
  await save();
  await askBackup(t.ctx(), needs);
  await work();
  const run = await latest();
  expect(run).toMatchObject({ kind: 'asked', state: 'done', folder: disk, removedAt: null, errorCode: null });
  expect(files()).toEqual([run?.fileName]);
  expect(run?.fileName).toMatch(/^lumbung-2026-11-25-1000-[0-9a-f]{6}\.tar\.gz\.age$/);
  const path = join(disk, run?.fileName ?? '');
  const key = { passphrase: PASSPHRASE };
  await expect(checkArchive(path, key)).resolves.toMatchObject({ header: { release: '0.1.0' } });
  const names: string[] = [];
  await walkArchive(
    path,
    async (name, content) => {
      names.push(name);
      for await (const chunk of content) void chunk;
    },
    key,
  );
  expect(names).toContain('secrets.json');
  expect((await readLastBackup(config.dataDir))?.file).toBe(path);
  const { last, late, underWay } = await viewBackups(t.ctx(), needs);
  expect({ id: last?.id, late, underWay }).toEqual({ id: run?.id, late: false, underWay: null });
  // the passphrase is nowhere to be read
  const rows = JSON.stringify([
    await t.db.selectFrom('backupPlan').selectAll().execute(),
    await t.db.selectFrom('auditEvent').selectAll().execute(),
  ]);
  expect(rows).not.toContain('kawung');
});

test('sealed for a key, the server reads it back once and can never open it again', async () => {
  const { recipient, identity } = await makeKeyPair();
  await save({ sealedBy: 'recipient', recipient });
  await askBackup(t.ctx(), needs);
  await work();
  const path = join(disk, (await latest())?.fileName ?? '');
  expect(await sealOf(path)).toBe('identity');
  await expect(checkArchive(path, identitiesIn(identity))).resolves.toBeDefined();
  await expect(checkArchive(path, identitiesIn((await makeKeyPair()).identity))).rejects.toEqual(
    refused('backup.wrong_key'),
  );
});

test('a disk that was taken off, and an empty mount point, are told; nothing is written, and it is tried again after an hour', async () => {
  await save();
  const away = join(root, 'di-laci');
  renameSync(disk, away);
  await askBackup(t.ctx(), needs);
  await work();
  expect(await latest()).toMatchObject({
    state: 'failed',
    errorCode: 'backups.folder_gone',
    errorParams: { folder: disk },
  });
  mkdirSync(disk);
  await askBackup(t.ctx(), needs);
  await work();
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.folder_other' });
  expect(readdirSync(disk)).toEqual([]);

  rmSync(disk, { recursive: true });
  renameSync(away, disk);
  const begin = async (time: string): Promise<number> => {
    t.clock.set(`2026-11-26T${time}:00+07:00`);
    await beginDue(t.ctx(), needs);
    return asked.length;
  };
  expect(await begin('01:50')).toBe(0);
  expect(await begin('02:00')).toBe(1);
  await failRun(needs, asked.splice(0)[0] ?? 0, heavyErrors.broken());
  expect(await begin('02:50')).toBe(0);
  expect(await begin('03:10')).toBe(1);
  await work();
  expect(await latest()).toMatchObject({ kind: 'scheduled', state: 'done' });
  expect(await begin('23:50')).toBe(0);
});

test('a process that was killed in the midst leaves nothing that the next try does not put right', async () => {
  await save();
  const id = await askBackup(t.ctx(), needs);
  const name = (await latest())?.fileName ?? '';
  writeFileSync(join(disk, name), 'sudah diberi nama, belum dicatat');
  writeFileSync(join(disk, `${name}.part`), 'separuh');
  await makeBackup(needs, id, quiet());
  expect(files()).toEqual([name]);
  expect(await latest()).toMatchObject({ state: 'done' });
  // a second hand-over of the same run does nothing
  const before = readFileSync(join(disk, name));
  await makeBackup(needs, id, quiet());
  expect(readFileSync(join(disk, name))).toEqual(before);
});

test('one that is stopped is thrown back to the worker, and its half goes; given up, it has failed', async () => {
  await save();
  const id = await askBackup(t.ctx(), needs);
  const stop = new AbortController();
  await expect(makeBackup(needs, id, { signal: stop.signal, progress: () => stop.abort() })).rejects.toThrow();
  expect(files()).toEqual([]);
  expect(await latest()).toMatchObject({ state: 'running' });
  await failRun(needs, id, heavyErrors.setAside({ times: 3 }));
  await failRun(needs, id, heavyErrors.broken());
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'heavy_work.set_aside' });
});

test('one that was given up while it was made is no backup when it is ready, and its file goes', async () => {
  await save();
  const id = await askBackup(t.ctx(), needs);
  let given: Promise<void> | undefined;
  await makeBackup(needs, id, {
    ...quiet(),
    progress: () => void (given ??= failRun(needs, id, heavyErrors.setAside({ times: 3 }))),
  });
  await given;
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'heavy_work.set_aside', sha256: null });
  expect(files()).toEqual([]);
  expect(await readLastBackup(config.dataDir)).toBeNull();
  const told = await t.db.selectFrom('auditEvent').select('action').where('entityId', '=', String(id)).execute();
  expect(told.map(({ action }) => action)).not.toContain('backup.made');
});

test('a file that is whole stays when its run is given up', async () => {
  await save();
  const id = await askBackup(t.ctx(), needs);
  const name = (await latest())?.fileName ?? '';
  writeFileSync(join(disk, name), 'utuh');
  writeFileSync(join(disk, `${name}.part`), 'separuh');
  await failRun(needs, id, heavyErrors.setAside({ times: 3 }));
  expect(files()).toEqual([name]);
});

test('what cannot be read back as it was written is no backup, and goes', async () => {
  await save();
  const id = await askBackup(t.ctx(), needs);
  const draft = join(disk, `${(await latest())?.fileName ?? ''}.part`);
  const spoil = (): void => {
    if (!existsSync(draft)) return;
    rmSync(draft);
    writeFileSync(draft, 'cakram rusak');
  };
  await makeBackup(needs, id, { ...quiet(), progress: spoil });
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.unreadable' });
  expect(files()).toEqual([]);
});

test('what had its time is deleted, and nothing else in the folder is touched', async () => {
  await save();
  const made: string[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    await askBackup(t.ctx(), needs);
    await work();
    made.push((await latest())?.fileName ?? '');
  }
  // of one day the newest stays
  expect(files()).toEqual([made[2]]);
  expect((await listBackups(t.ctx(), { limit: 9 })).map(({ removedAt }) => removedAt !== null)).toEqual([
    false,
    true,
    true,
  ]);

  writeFileSync(join(disk, 'foto.jpg'), 'milik orang');
  writeFileSync(join(disk, 'lumbung-2020-01-01-0200-aaaaaa.tar.gz.age'), 'dari komputer lain');
  const changed = join(disk, made[2] ?? '');
  const bytes = readFileSync(changed);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(changed, bytes);
  await askBackup(t.ctx(), needs);
  await work();
  expect(files().toSorted()).toEqual(
    [(await latest())?.fileName, made[2], 'foto.jpg', 'lumbung-2020-01-01-0200-aaaaaa.tar.gz.age'].toSorted(),
  );
});

test('one is made at a time, and none where nobody has said where', async () => {
  await expect(askBackup(t.ctx(), needs)).rejects.toEqual(refused('backups.no_plan'));
  await save();
  const both = await Promise.allSettled([askBackup(t.ctx(), needs), askBackup(t.ctx(), needs)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(askBackup(t.ctx(), needs)).rejects.toEqual(refused('backups.under_way'));
  await beginDue(at(new Date('2026-12-24T19:00:00Z')), needs);
  expect(asked).toHaveLength(1);
  await save({ on: false });
  await work();
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.no_plan' });
  expect(files()).toEqual([]);
});

test('a folder is chosen that is there, is not the data’s own, and bears its mark', async () => {
  for (const [folder, reason] of [
    ['cadangan', 'folder_not_whole'],
    ['', 'folder_not_whole'],
    [join(root, 'tidak-ada'), 'folder_missing'],
    [join(config.dataDir, 'secrets.json'), 'folder_missing'],
    [config.dataDir, 'folder_of_data'],
    [config.filesDir, 'folder_of_data'],
    [`/${'x'.repeat(499)}`, 'folder_missing'],
    ['/tmp/\0', 'unstorable'],
    ['x'.repeat(200_000), 'too_long'],
  ] as const) {
    await expect(save({ folder }), folder.slice(0, 40)).rejects.toEqual(field('folder', reason));
  }
  await save();
  const mark = readFileSync(join(disk, MARK_FILE), 'utf8');
  expect(mark).toContain('Jangan hapus berkas ini');
  // a second disk at the same place takes the same mark, and the first one is still known
  renameSync(disk, join(root, 'disk-satu'));
  mkdirSync(disk);
  await save({ passphrase: '' });
  expect(readFileSync(join(disk, MARK_FILE), 'utf8')).toBe(mark);
});

test('a schedule is for who sets up the network, and nobody saves over what they have not read', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['catalog.edit'] }] });
  const branch = t.ctx({ grants: [{ libraryId: 1, permissions: ['settings.manage'] }] });
  for (const ctx of [clerk, branch, t.ctx({ kind: 'anonymous' })]) {
    await expect(savePlan(ctx, needs, 0, plan())).rejects.toThrow();
    await expect(askBackup(ctx, needs)).rejects.toThrow();
    await expect(viewBackups(ctx, needs)).rejects.toThrow();
    await expect(listBackups(ctx, { limit: 1 })).rejects.toThrow();
  }
  const two = await Promise.allSettled([
    savePlan(t.ctx(), needs, 0, plan()),
    savePlan(t.ctx(), needs, 0, plan({ hour: 3 })),
  ]);
  expect(two.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(savePlan(t.ctx(), needs, 0, plan())).rejects.toEqual(refused('platform.version_conflict'));
  await expect(save({ passphrase: 'pendek' })).rejects.toEqual(field('passphrase', 'passphrase_short'));
  await expect(save({ sealedBy: 'recipient', recipient: 'age1bukan' })).rejects.toEqual(
    field('recipient', 'no_recipient'),
  );
  await expect(save({ hour: 24 })).rejects.toEqual(field('hour', 'invalid'));
  await expect(save({ passphrase: '' })).resolves.toBeUndefined();
});

test('on the first page it is late after 26 hours; before anybody has decided it is a hint', async () => {
  const now = async (hours: number): Promise<number[]> => {
    const time = new Date(t.clock.now().getTime() + hours * HOUR);
    return [(await countLate(t.db, time)).count, (await countUndecided(t.db)).count];
  };
  expect(await now(100)).toEqual([0, 1]);
  expect(await lastBackup(t.ctx())).toBeNull();
  await save();
  expect(await now(25.9)).toEqual([0, 0]);
  expect(await now(26.1)).toEqual([1, 0]);
  await askBackup(t.ctx(), needs);
  await work();
  const { madeAt, sizeBytes } = (await latest()) ?? {};
  expect(await lastBackup(t.ctx())).toEqual({ madeAt, sizeBytes });
  await expect(lastBackup(t.ctx({ grants: [] }))).rejects.toMatchObject({ code: 'platform.forbidden' });
  const late = await countLate(t.db, new Date((madeAt?.getTime() ?? 0) + 27 * HOUR));
  // the clock goes back, and nothing that was written says anything any more
  expect((await countLate(t.db, new Date('2020-01-01T00:00:00Z'))).count).toBe(1);
  expect(late).toEqual({ count: 1, since: madeAt, due: new Date((madeAt?.getTime() ?? 0) + 26 * HOUR) });
  await save({ on: false });
  expect(await now(100)).toEqual([0, 0]);
});

test('rows that came out of a backup write into no folder until somebody says so', async () => {
  await save();
  await askBackup(t.ctx(), needs);
  const stopped = await t.db.transaction().execute(async (trx) => settleRestored(trx, t.ctx()));
  expect(stopped).toBe(true);
  await work();
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.interrupted' });
  await beginDue(at(new Date('2026-12-24T19:00:00Z')), needs);
  expect(asked).toEqual([]);
  expect((await countUndecided(t.db)).count).toBe(1);
  await save({ passphrase: '' });
  expect((await viewBackups(t.ctx(), needs)).plan.state).toBe('on');
});

test('a restore that was cut short before its end leaves nothing of the other house under way', async () => {
  await save();
  await askBackup(t.ctx(), needs);
  await work();
  const kept = await latest();
  await askBackup(t.ctx(), needs);
  const { id: runId = 0 } = kept ?? {};
  const drill = { runId, askedAt: t.clock.now(), opener: 'x', scratch: 'lumbung_uji_lain' };
  await t.db.insertInto('backupDrill').values(drill).execute();
  await t.db
    .insertInto('backupDrill')
    .values({ ...drill, state: 'done', endedAt: t.clock.now(), opener: null })
    .execute();
  await sql.raw(STOP_WHILE_RESTORED).execute(t.db);
  await sql.raw(STOP_WHILE_RESTORED).execute(t.db);
  await work();
  await beginDue(at(new Date('2026-12-24T19:00:00Z')), needs);
  expect(asked).toEqual([]);
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.interrupted' });
  expect(files()).toEqual([kept?.fileName]);
  const drills = await t.db.selectFrom('backupDrill').select(['state', 'scratch', 'opener']).orderBy('id').execute();
  expect(drills).toEqual([
    { state: 'failed', scratch: null, opener: null },
    { state: 'done', scratch: null, opener: null },
  ]);
});

test('what was asked for while the clock was years ahead stands in nobody’s way', async () => {
  await save();
  const ahead = at(new Date('2031-03-01T00:00:00Z'));
  await askBackup(ahead, needs);
  await expect(askBackup(t.ctx(), needs)).rejects.toEqual(refused('backups.under_way'));
  await tidyBackups(needs);
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.interrupted' });
  asked = [];
  await beginDue(at(new Date(t.clock.now().getTime() + 30 * HOUR)), needs);
  expect(asked).toHaveLength(1);
});

test('the passphrase moves to a new key of the house; one whose key is lost is asked for again', async () => {
  await save();
  const both = makeSecrets('t2', new Map([['t2', Buffer.alloc(32, 2)]]));
  const stored = async (): Promise<string> =>
    (await t.db.selectFrom('backupPlan').select('passphrase').executeTakeFirst())?.passphrase ?? '';
  const lost = makeSecrets('t1', new Map([['t1', Buffer.alloc(32, 9)]]));
  expect(() => openPassphrase(lost, '')).toThrow(refused('backups.passphrase_lost'));
  const sealed = await stored();
  expect(() => openPassphrase(lost, sealed)).toThrow(refused('backups.passphrase_lost'));
  // what a key that is not here has sealed is left as it is
  expect([await countSealedBackups(t.db, both), await resealBackups(t.ctx(), both)]).toEqual([0, 0]);
  const house = Buffer.alloc(32, 1);
  const older = makeSecrets('k1', new Map([['k1', house]]));
  const newer = makeSecrets(
    'k2',
    new Map([
      ['k1', house],
      ['k2', Buffer.alloc(32, 2)],
    ]),
  );
  const { version } = (await viewBackups(t.ctx(), needs)).plan;
  await savePlan(t.ctx(), { ...needs, secrets: older }, version, plan());
  expect(await countSealedBackups(t.db, newer)).toBe(1);
  expect(await resealBackups(t.ctx(), newer)).toBe(1);
  expect(await countSealedBackups(t.db, newer)).toBe(0);
  expect(openPassphrase(makeSecrets('k2', new Map([['k2', Buffer.alloc(32, 2)]])), await stored())).toBe(PASSPHRASE);

  await askBackup(t.ctx(), needs);
  await work();
  expect(await latest()).toMatchObject({ state: 'failed', errorCode: 'backups.passphrase_lost' });
});
