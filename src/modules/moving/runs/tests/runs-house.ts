import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Ctx } from '#platform/context';
import { idleJobs, testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import type { SlimsRunView } from '../client.ts';
import type { Said } from '#shared/moving/said';
import { confirmRun, startTrial } from '../start-run.ts';
import { getRun, listSaid } from '../view-runs.ts';
import { workOffRun, type WorkOffOptions } from '../work-off.ts';

type Options = Omit<WorkOffOptions, 'signal'> & { signal?: AbortSignal };

/** A network with a data folder, and what is done on the page of moving in. */
export function useRunsHouse() {
  const t = useTestDb();
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-slims-runs-'));
  const folder = join(dataDir, 'pindahan');
  mkdirSync(folder);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const services = { db: t.db, clock: t.clock, storage: t.storage, secrets: testSecrets, config: { dataDir } };

  /** @returns id of the trial, which nobody has worked off */
  async function upload(content: string | Uint8Array, ctx: Ctx = t.ctx()): Promise<number> {
    const { key, sizeBytes } = await t.storage.put('slims', Buffer.from(content));
    return startTrial(ctx, services.config, {}, { name: 'slims.sql', key, bytes: sizeBytes }, idleJobs);
  }
  /** Puts a file into the folder of dumps. */
  const lay = (name: string, content: string): void => writeFileSync(join(folder, name), content);
  const choose = async (dump: string, ctx: Ctx = t.ctx()): Promise<number> =>
    startTrial(ctx, services.config, { dump }, null, idleJobs);
  const confirm = async (id: number, ctx: Ctx = t.ctx()): Promise<number> =>
    confirmRun(ctx, services.config, id, idleJobs);

  /** As the worker does it. */
  async function workOff(id: number, options: Options = {}): Promise<SlimsRunView> {
    await workOffRun(services, id, { signal: new AbortController().signal, lookEvery: 0, ...options });
    return getRun(t.ctx(), id);
  }
  /** Tries a dump, then moves it in. */
  async function moveIn(content: string): Promise<SlimsRunView> {
    const trial = await upload(content);
    await workOff(trial);
    return workOff(await confirm(trial));
  }
  /** The whole report, as its lines would be told apart. */
  async function report(id: number): Promise<string[]> {
    const lines = await listSaid(t.ctx(), id, { about: 'all', afterId: 0, limit: 100_000 });
    return lines.map(wordOf).toSorted();
  }
  return { t, services, folder, upload, lay, choose, confirm, workOff, moveIn, report };
}

export const wordOf = ({ table, key, fate, code, params = {} }: Said): string =>
  [table, key, fate, code, JSON.stringify(Object.entries(params).toSorted())].join(' ');

/** Of one table: rows, carried, merged, refused, known. */
export function fatesIn({ tables }: Pick<SlimsRunView, 'tables'>, table: string): number[] {
  const one = tables.find((line) => line.table === table);
  if (one?.kind !== 'rows') return [];
  const { carried, merged, refused, known } = one.fates;
  return [one.rows, carried, merged, refused, known];
}
