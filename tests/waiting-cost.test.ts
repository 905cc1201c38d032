import { CompiledQuery, createQueryId, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { z } from 'zod';
import { beforeAll, expect, test } from 'vitest';
import { places } from '#contributed/places';
import { changesSinceLook } from '#modules/ground/audit';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { countJoined } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import { waitingAt } from '#web/kit/frame/staff/waiting.server.ts';
import { counted } from './support/counted.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
let kota: number;
beforeAll(async () => {
  kota = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});

/** As many as the numbers of the whole house may ask: one each, and a few for the list of what is fetched from the shelves. */
const MOST = 95;

test('the numbers of the rail are asked once a minute, for all who see the same', async () => {
  const { db, questions, restart } = counted(t.db);
  const opened = async (id: number, seconds: number): Promise<number> => {
    restart();
    const clock = { now: () => new Date(Date.UTC(2031, 0, 1, 1, 0, seconds)) };
    await waitingAt({ ...t.ctx({ id }), db, clock, libraryId: kota }, places, { desk: kota, zone: 'Asia/Jakarta' });
    return questions();
  };
  // libraries, settings and the like are read once and kept
  await opened(1, -60);
  const first = await opened(1, 0);
  expect(first).toBeGreaterThan(25);
  expect(first).toBeLessThanOrEqual(MOST);
  expect(await opened(1, 1)).toBe(0);
  // a colleague with the same rights at the same desk
  expect(await opened(2, 59)).toBe(0);
  expect(await opened(1, 60)).toBe(first);
});

/** Tables of a house of any age that stay small: its libraries, and what is set up once. */
const SMALL = new Set([
  'backup_plan',
  'backup_store',
  'channel_account',
  'kept_table',
  'library',
  'desk_device',
  'help_entry',
  'locker',
  'seat',
  'standard_edition',
  'subscription',
  'loan_policy',
  'certificate_rule',
]);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Index Name'?: string | undefined;
  'Index Cond'?: string | undefined;
  Plans?: Plan[] | undefined;
}
const plan: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Index Cond': z.string().optional(),
    Plans: z.array(plan).optional(),
  }),
);
const explained = z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: plan })]) });
const nodesOf = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** What is asked by some work, as it is asked. */
async function askedBy(work: (db: Db) => Promise<unknown>): Promise<CompiledQuery[]> {
  const asked: RootOperationNode[] = [];
  const watching: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(node);
      return node;
    },
    transformResult: async ({ result }) => Promise.resolve(result),
  };
  await work(t.db.withPlugin(watching));
  return asked.map((node) => t.db.getExecutor().compileQuery(node, createQueryId()));
}

/**
 * Tables that are read from end to end even where everything else is preferred: no index could serve.
 * @param without indexes that could serve too, but cost more the more there is
 */
async function readWhole(queries: readonly CompiledQuery[], without: readonly string[] = []): Promise<string[]> {
  const trx = await t.db.startTransaction().execute();
  try {
    await trx.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'));
    for (const index of without) await trx.executeQuery(CompiledQuery.raw(`drop index ${index}`));
    const whole: string[] = [];
    for (const { sql, parameters } of queries) {
      const { rows } = await trx.executeQuery(CompiledQuery.raw(`explain (format json) ${sql}`, [...parameters]));
      for (const row of rows) {
        const [{ Plan: root }] = explained.parse(row)['QUERY PLAN'];
        for (const node of nodesOf(root)) {
          const table = node['Relation Name'];
          if (node['Node Type'] === 'Seq Scan' && table !== undefined && !SMALL.has(table)) whole.push(table);
        }
      }
    }
    return whole;
  } finally {
    await trx.rollback().execute();
  }
}

const ASKED = places.flatMap(({ href, waits = [] }) => waits.map((one, nth) => ({ what: `${href} (${nth})`, one })));

test.each(ASKED)('what waits at $what is found by an index, in a network of any size', async ({ one }) => {
  const ctx = (db: Db): Ctx => ({ ...t.ctx(), db });
  expect(await readWhole(await askedBy(async (db) => one.count(ctx(db), null)))).toEqual([]);
  expect(await readWhole(await askedBy(async (db) => one.count(ctx(db), [kota])))).toEqual([]);
});

test('what changed in how the network is run, and who joined, are found without a walk through all that was done', async () => {
  const changes = await askedBy(async (db) => changesSinceLook({ ...t.ctx(), db }));
  // until when it was read, and the counts
  expect(changes).toHaveLength(2);
  expect(await readWhole(changes, ['audit_event_at', 'audit_event_entity', 'audit_event_actor'])).toEqual([]);
  const day = '2031-01-01';
  const joined = await askedBy(async (db) => countJoined(db, [{ libraryId: kota, from: day, to: day }]));
  expect(await readWhole(joined)).toEqual([]);
});
