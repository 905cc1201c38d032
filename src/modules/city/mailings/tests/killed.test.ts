import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#platform/clock';
import { readConfig } from '#platform/config';
import { makeSecrets } from '#platform/rights/secrets';
import { createMailer } from '#platform/sending/mail';
import { startLetterServer } from '../../../../../tests/support/letter-server.ts';
import { until, useProcesses } from '../../../../../tests/support/processes.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { decideUnknown, listUnknown, mailingState } from '../index.ts';
import { aMailing, aReader, atFullPace, LANES, lettersOf, sendLetters } from '../testing.ts';

const MAILS = 5_000;
const KILLS = [1_200, 3_100];

const t = useTestDb();
const { start } = useProcesses();
let server: Awaited<ReturnType<typeof startLetterServer>>;
beforeAll(async () => {
  server = await startLetterServer();
  await atFullPace(t.db);
});
afterAll(async () => server.stop());

/** The clock of the machine, as far ahead as it takes to know that a process is gone. */
const laterClock = { now: () => new Date(Date.now() + 11 * 60_000) };

test('killed twice in five thousand mails: none is lost, none goes twice, only those on a connection are in doubt', async () => {
  const id = await aMailing(
    { ...t.ctx(), clock: systemClock },
    { readers: Array.from({ length: MAILS }, (_, nth) => aReader(nth + 1)) },
  );
  const run = () =>
    start([process.execPath, 'tests/support/run-mailing.ts'], {
      ADDRESS: JSON.stringify(t.address),
      SMTP: server.url,
    });
  for (const kill of KILLS) {
    const sender = run();
    await until(() => server.taken.length >= kill || sender.output().includes('sent '));
    sender.child.kill('SIGKILL');
    expect(await sender.ended).toBeNull();
  }
  // whoever comes next goes on where they stood; what had been on a connection stays as it is
  await run().says(/sent \d+/);
  const inDoubt = (await lettersOf(t.db, id)).filter(({ state }) => state === 'sending');
  expect(inDoubt.length).toBeLessThanOrEqual(KILLS.length * LANES);

  const needs = {
    db: t.db,
    clock: laterClock,
    config: { ...readConfig({}), mailFrom: 'perpus@example.org' },
    mailer: createMailer(server.url, 'perpus@example.org'),
    secrets: makeSecrets('k1', new Map([['k1', Buffer.alloc(32, 7)]])),
    mayStillReceive: async (_db: unknown, ids: readonly number[]) => Promise.resolve(new Set(ids)),
  };
  expect(await sendLetters(needs)).toBe(0);
  const { counts, state } = await mailingState(t.db, id);
  expect({ state, ...counts }).toEqual({
    state: 'done',
    sent: MAILS - inDoubt.length,
    unknown: inDoubt.length,
    ...{ waiting: 0, sending: 0, refused: 0, skipped: 0 },
  });
  // the server knows: nothing twice, and nothing missing but what is in doubt
  const ids = server.taken.map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(ids.length);
  const arrived = new Set(server.taken.map(({ to }) => to));
  const { data } = await listUnknown(t.ctx(), id, { limit: 200 });
  const doubtful = new Set(data.map(({ email }) => email));
  const missing = Array.from({ length: MAILS }, (_, nth) => aReader(nth + 1).email).filter((to) => !arrived.has(to));
  expect(missing.filter((to) => !doubtful.has(to))).toEqual([]);
  expect(doubtful.size).toBe(inDoubt.length);

  // by choice, under the same ids: then everybody has it, and whoever has it twice can be told so by the id
  if (data.length > 0) {
    const ctx = { ...t.ctx(), clock: laterClock };
    await decideUnknown(
      ctx,
      data.map((letter) => letter.id),
      'send_again',
    );
  }
  expect(await sendLetters(needs)).toBe(data.length);
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(MAILS);
  expect(server.taken.length).toBeLessThanOrEqual(MAILS + data.length);
  expect(server.mostConnections()).toBeLessThanOrEqual(LANES * 2);
}, 300_000);
