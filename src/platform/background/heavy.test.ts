import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { text } from 'node:stream/consumers';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { bareServices, idleJobs } from '../../../tests/support/bare-services.ts';
import { refusal } from '../../../tests/support/refusal.ts';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { poolConfig } from '../database/db.ts';
import { defineErrors } from '../errors.ts';
import { heavyElsewhere, type AskedKind, type Lane } from './heavy.ts';
import {
  insertWork,
  recoverWork,
  releaseWork,
  requestCancel,
  restartWork,
  selectTroubles,
  selectWork,
  takeWork,
  WORKER_LOCK,
  workerNeeded,
} from './heavy-queue.ts';
import { HeavyRunner, setAside, type QueueHandler } from './heavy-run.ts';
import { openLive, type Live } from '../requests/live.ts';
import { withinRequest } from '../requests/request-scope.ts';
import { sheetFile } from '../papers/sheet-file.ts';
import type { Services } from '../services.ts';

const t = useTestDb();
const errors = defineErrors('heavy_work', { notFailed: 409 });
const asker = { kind: 'account' as const, id: 1, scopes: null };
const stop = new AbortController();
let live: Live;
let services: Services;
beforeAll(() => {
  live = openLive(poolConfig(t.address));
  const mailer = createMailer(null, 'uji@localhost');
  const { db, clock, storage } = t;
  services = { config: readConfig({}), db, clock, storage, ...bareServices, live, mailer, jobs: idleJobs };
});
afterAll(async () => live.stop());
beforeEach(async () => {
  await t.db.deleteFrom('heavyWork').execute();
});

const put = async (kind: string, more: { lane?: Lane; input?: object; system?: boolean } = {}): Promise<string> => {
  const { lane = 'rest', input = {}, system = false } = more;
  const by = { asker: system ? null : asker, locale: 'id' as const, libraryId: null };
  return (await insertWork(t.db, { kind, input, inputKey: null, lane, ...by })) ?? 'waits already';
};

/** Runs everything that is due, as a worker would. */
async function runAll(
  kinds: Record<string, AskedKind['run']>,
  queues: Record<string, QueueHandler> = {},
): Promise<void> {
  const asked = Object.entries(kinds).map(([kind, run]) => ({ kind, run }));
  const handlers = {
    queues: new Map(Object.entries(queues)),
    asked,
    paper: async () => Promise.reject(new Error('no paper in this test')),
    ctxOf: async () => Promise.resolve(t.ctx()),
  };
  await new HeavyRunner(services, handlers, stop.signal).drain('rest', () => true);
}
const fileOf = (body: string) => ({ fileName: 'a.txt', mediaType: 'text/plain', body: new TextEncoder().encode(body) });
const stateOf = async (id: string) => (await selectWork(t.db, id))?.state;

describe('a piece that ends its process', () => {
  test('is begun three times and then set aside with the reason, and what waits behind it is done', async () => {
    const bad = await put('catalog.export');
    const good = await put('uji.lain');
    for (let nth = 1; nth <= 3; nth += 1) {
      expect((await takeWork(t.db, 'rest', { alone: true }))?.id, `start ${nth}`).toBe(bad);
      // here the process is killed: the next worker finds it marked as running
      await recoverWork(t.db, setAside);
    }
    expect(await selectWork(t.db, bad)).toMatchObject({ state: 'failed', errorCode: 'heavy_work.set_aside' });
    expect((await takeWork(t.db, 'rest', { alone: true }))?.id).toBe(good);
  });

  test('is not taken for the one beside it: whoever ran along goes on and is done', async () => {
    const bad = await put('uji.jahat');
    const innocent = await put('paper', { lane: 'papers' });
    const begun = async (lane: Lane, alone: boolean) => (await takeWork(t.db, lane, { alone }))?.id;
    for (let nth = 1; nth <= 2; nth += 1) {
      expect(await begun('rest', true)).toBe(bad);
      expect(await begun('papers', false)).toBe(innocent);
      await recoverWork(t.db, setAside);
    }
    // from now on each is by itself
    expect(await begun('rest', true)).toBe(bad);
    expect(await begun('papers', false)).toBeUndefined();
    await recoverWork(t.db, setAside);
    expect(await stateOf(bad)).toBe('failed');
    expect(await begun('papers', true)).toBe(innocent);
  });

  test('has its last try by itself: what waits in the other lane begins when it has ended', async () => {
    const last = await put('uji.curiga');
    await t.db.updateTable('heavyWork').set({ attempts: 2 }).where('id', '=', last).execute();
    const paper = await put('paper', { lane: 'papers' });
    const order: string[] = [];
    const asked: AskedKind = {
      kind: 'uji.curiga',
      run: async () => {
        await runner.drain('papers', () => true);
        order.push('curiga');
        return fileOf('jadi');
      },
    };
    const runner = new HeavyRunner(
      services,
      {
        queues: new Map(),
        asked: [asked],
        paper: async () => Promise.resolve(void order.push('kertas')).then(() => fileOf('kertas')),
        ctxOf: async () => Promise.resolve(t.ctx()),
      },
      stop.signal,
    );
    await runner.drain('rest', () => true);
    await runner.drain('papers', () => true);
    expect(order).toEqual(['curiga', 'kertas']);
    expect([await stateOf(last), await stateOf(paper)]).toEqual(['done', 'done']);
  });

  test('is not begun again when somebody stopped it meanwhile', async () => {
    const id = await put('uji.lama');
    await takeWork(t.db, 'rest', { alone: true });
    await requestCancel(t.db, id);
    await recoverWork(t.db, setAside);
    expect(await stateOf(id)).toBe('cancelled');
  });

  test('a worker that is told to stop lets go of what it did, and that is not held against it', async () => {
    const id = await put('uji.lama');
    for (let nth = 0; nth < 5; nth += 1) {
      expect((await takeWork(t.db, 'rest', { alone: true }))?.id).toBe(id);
      await releaseWork(t.db, id);
    }
    expect(await selectWork(t.db, id)).toMatchObject({ state: 'waiting', attempts: 0 });
  });
});

test('a worker is begun when something is due and none holds the lock of this database', async () => {
  expect(await workerNeeded(t.db)).toBe(false);
  await put('uji.lama');
  expect(await workerNeeded(t.db)).toBe(true);
  await t.db.connection().execute(async (other) => {
    await sql`select pg_advisory_lock(${WORKER_LOCK})`.execute(other);
    expect(await workerNeeded(t.db)).toBe(false);
    await sql`select pg_advisory_unlock(${WORKER_LOCK})`.execute(other);
  });
});

test('no workbook is written while somebody waits for an answer of this process', async () => {
  const write = async () => sheetFile(['Judul'], []).next();
  await expect(withinRequest({ ctx: t.ctx(), pending: null }, write)).rejects.toThrow('ask the worker');
  expect((await write()).done).toBe(false);
});

describe('work of the clock', () => {
  test('waits once, however often it is asked for, and anew once it has begun', async () => {
    const first = await put('uji.jam', { system: true });
    expect(await put('uji.jam', { system: true })).toBe('waits already');
    expect(await put('uji.jam', { system: true, input: { runId: 2 } })).not.toBe('waits already');
    expect((await takeWork(t.db, 'rest', { alone: true }))?.id).toBe(first);
    const again = await put('uji.jam', { system: true });
    expect(again).not.toBe('waits already');
    // the first was killed: its successor is enough
    await recoverWork(t.db, setAside);
    expect(await stateOf(first)).toBe('cancelled');
    expect(await stateOf(again)).toBe('waiting');
  });

  test('that goes wrong waits for its next try over hours, is seen, and can be tried again by hand when all are used up', async () => {
    const id = await put('uji.rusak', { system: true });
    const given: string[] = [];
    const broken: QueueHandler = {
      run: async () => Promise.reject(new Error('habis kertas')),
      gaveUp: async (_data, { code }) => Promise.resolve(void given.push(code)),
    };
    const waits: number[] = [];
    for (let nth = 0; nth < 6; nth += 1) {
      await t.db
        .updateTable('heavyWork')
        .set({ notBefore: new Date(0) })
        .execute();
      await runAll({}, { 'uji.rusak': broken });
      const work = await selectWork(t.db, id);
      if (work?.state === 'waiting') waits.push(Math.round((work.notBefore.getTime() - Date.now()) / 60_000));
    }
    expect(waits).toEqual([1, 5, 20, 60, 120]);
    expect(await stateOf(id)).toBe('failed');
    expect(given).toEqual(['heavy_work.broken']);
    expect((await selectTroubles(t.db, 10))[0]?.errorTrace).toContain('habis kertas');
    expect(await restartWork(t.db, id)).toBe(true);
    await runAll({}, { 'uji.rusak': { run: async () => Promise.resolve() } });
    expect(await stateOf(id)).toBe('done');
  });
});

describe('what is tried again by hand', () => {
  const failed = async (id: string): Promise<string> => {
    const ended = { state: 'failed', endedAt: new Date(), errorCode: 'heavy_work.broken', errorTrace: 'Error: uji' };
    await t.db.updateTable('heavyWork').set(ended).where('id', '=', id).execute();
    return id;
  };

  test('is left to the same that is in the queue by now, of the clock or of the same person', async () => {
    for (const system of [true, false]) {
      const old = await failed(await put('uji.malam', { system }));
      const fresh = await put('uji.malam', { system });
      expect(await restartWork(t.db, old)).toBe(true);
      expect([await stateOf(old), await stateOf(fresh)]).toEqual(['cancelled', 'waiting']);
      expect(await selectTroubles(t.db, 10)).toEqual([]);
      expect(await restartWork(t.db, await failed(fresh))).toBe(true);
      expect(await stateOf(fresh)).toBe('waiting');
    }
  });

  test('is not what came with a file of its own, which is gone', async () => {
    const { key } = await t.storage.put('heavy', new TextEncoder().encode('Nama,Kelas'));
    const by = { asker, locale: 'id' as const, libraryId: null };
    const id = await insertWork(t.db, { kind: 'uji.daftar', input: {}, inputKey: key, lane: 'rest', ...by });
    await runAll({ 'uji.daftar': async () => Promise.reject(new Error('pecah')) });
    expect(await stateOf(id ?? '')).toBe('failed');
    expect(await restartWork(t.db, id ?? '')).toBe(false);
  });
});

describe('what people ask for', () => {
  const ask = async (kind: string, patience = 10_000) =>
    heavyElsewhere({ db: t.db, live, storage: t.storage }, patience).ask(t.ctx(), { kind, input: { nomor: 7 } });
  /** Waits until something is in the queue, then works it off. */
  const soon = async (kinds: Record<string, AskedKind['run']>): Promise<void> => {
    while (!(await t.db.selectFrom('heavyWork').select('id').executeTakeFirst())) await new Promise(setImmediate);
    await runAll(kinds);
  };

  test('comes in the same answer, before the clock, with its input; then neither row nor file is left', async () => {
    await put('uji.jam', { system: true });
    await t.db.deleteFrom('heavyWork').execute();
    const asked = ask('uji.salinan');
    await soon({ 'uji.salinan': async (_ctx, input) => Promise.resolve(fileOf(JSON.stringify(input))) });
    const answer = await asked;
    expect(await text(answer.body)).toBe('{"nomor":7}');
    await expect.poll(async () => t.db.selectFrom('heavyWork').select('id').execute()).toEqual([]);
  });

  test('what the work refuses is refused as it is; a bug is told as one and kept for staff', async () => {
    const refused = refusal(ask('uji.tolak'));
    await soon({ 'uji.tolak': async () => Promise.reject(errors.notFailed({ sebab: 'uji' })) });
    expect(await refused).toMatchObject({ code: 'heavy_work.not_failed', status: 409 });
    await t.db.deleteFrom('heavyWork').execute();
    const broken = refusal(ask('uji.rusak'));
    await soon({ 'uji.rusak': async () => Promise.reject(new Error('pecah')) });
    expect(await broken).toMatchObject({ code: 'heavy_work.broken' });
    expect((await selectTroubles(t.db, 10))[0]?.errorTrace).toContain('pecah');
  });

  test('twice at once by the same person is done once, and both have it; somebody else has their own', async () => {
    const [one, two] = [ask('uji.salinan'), ask('uji.salinan')];
    const other = heavyElsewhere({ db: t.db, live, storage: t.storage }, 10_000).ask(t.ctx({ id: 77 }), {
      kind: 'uji.salinan',
      input: { nomor: 7 },
    });
    const rows = async () =>
      (await t.db.selectFrom('heavyWork').select('shared').execute()).map(({ shared }) => shared);
    await expect.poll(async () => (await rows()).toSorted()).toEqual([false, true]);
    let made = 0;
    await runAll({ 'uji.salinan': async () => Promise.resolve(fileOf(`salinan ${(made += 1)}`)) });
    const texts = await Promise.all([one, two, other].map(async (answer) => text((await answer).body)));
    expect(made).toBe(2);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[2]).not.toBe(texts[0]);
    // what two waited for stays until the clock takes it away
    await expect.poll(rows).toEqual([true]);
  });

  test('a refusal names the field of the form; how far it came is the last word that was said', async () => {
    const refused = refusal(ask('uji.tolak'));
    await soon({ 'uji.tolak': async () => Promise.reject(errors.notFailed({}, { file: 'too_long' })) });
    expect(await refused).toMatchObject({ fields: { file: 'too_long' } });
    await t.db.deleteFrom('heavyWork').execute();
    const id = await put('uji.salinan');
    const run: AskedKind['run'] = async (_ctx, _input, _services, { progress }) => {
      for (let done = 1; done <= 9; done += 1) progress(done, 9);
      return Promise.resolve(fileOf('jadi'));
    };
    await runAll({ 'uji.salinan': run });
    expect(await selectWork(t.db, id)).toMatchObject({ state: 'done', doneCount: 9, totalCount: 9 });
  });

  test('nobody fills the queue alone: whoever has asked for much is told so, and the next one is served', async () => {
    const guest = { kind: 'anonymous' as const };
    for (let nth = 0; nth < 25; nth += 1)
      await insertWork(t.db, {
        ...{ kind: 'paper', input: { nth }, inputKey: null, lane: 'papers', asker: guest, locale: 'id' },
        libraryId: null,
      });
    const heavy = heavyElsewhere({ db: t.db, live, storage: t.storage }, 0);
    const paper = { kind: 'paper', input: { nth: 99 }, lane: 'papers' as const };
    expect(await refusal(heavy.ask(t.ctx(guest), paper))).toMatchObject({ code: 'heavy_work.too_many', status: 503 });
    expect(await refusal(heavy.ask(t.ctx(), paper))).toMatchObject({ code: 'heavy_work.pending' });
  });

  test('what takes longer goes on, and is named', async () => {
    const pending = await refusal(ask('uji.salinan', 0));
    expect(pending).toMatchObject({ code: 'heavy_work.pending', status: 202 });
    await runAll({ 'uji.salinan': async () => Promise.resolve(fileOf('jadi')) });
    const work = await selectWork(t.db, String(pending.params.id));
    expect(work).toMatchObject({ state: 'done', file: { name: 'a.txt', sizeBytes: 4 } });
    expect(await text(t.storage.open(work?.file?.key ?? ''))).toBe('jadi');
  });

  test('is stopped when it is not wanted any more, waiting or in the middle', async () => {
    const waiting = await put('uji.salinan');
    await requestCancel(t.db, waiting);
    expect(await stateOf(waiting)).toBe('cancelled');
    const running = await put('uji.salinan');
    await runAll({
      'uji.salinan': async (_ctx, _input, _services, { signal, progress }) => {
        await requestCancel(t.db, running);
        progress(1, 2);
        await new Promise((done) => {
          signal.addEventListener('abort', done);
        });
        return fileOf('terlambat');
      },
    });
    expect(await selectWork(t.db, running)).toMatchObject({ state: 'cancelled', file: null });
  });
});
