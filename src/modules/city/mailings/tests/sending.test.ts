import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { acceptClock } from '#platform/clock-watch';
import { readConfig } from '#platform/config';
import { createMailer, type Mailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { startLetterServer } from '../../../../../tests/support/letter-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { cancelMailing, decideUnknown, listUnknown, mailingState, moveMailing, readMailingId } from '../index.ts';
import { aMailing, aReader, aText, atFullPace, LANES, lettersOf, sendLetters, type MailingNeeds } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startLetterServer>>;
/** One for the whole process, as a running server has it. */
let mailer: Mailer;
const NOW = '2026-11-25T10:00:00+07:00';

const needs = (more: Partial<MailingNeeds> = {}): MailingNeeds => ({
  db: t.db,
  clock: t.clock,
  secrets: testSecrets,
  config: { ...readConfig({}), mailFrom: 'Perpustakaan <perpus@example.org>' },
  mailer,
  mayStillReceive: async (_db, ids) => Promise.resolve(new Set(ids)),
  rest: async () => Promise.resolve(),
  ...more,
});
const send = async (more: Partial<MailingNeeds> = {}): Promise<number> => sendLetters(needs(more));
/** So many minutes after ten o'clock. */
const minutesLater = (minutes: number): void => t.clock.set(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());

beforeAll(async () => {
  server = await startLetterServer();
  mailer = createMailer(server.url, 'perpus@example.org');
});
afterAll(async () => server.stop());
beforeEach(async () => atFullPace(t.db));
afterEach(async () => {
  t.clock.set(NOW);
  server.forget();
  await t.db.deleteFrom('mailing').execute();
  await t.db
    .updateTable('mailingPace')
    .set({ nextAt: new Date('2000-01-01'), failures: 0, failureDetail: null })
    .execute();
  await acceptClockOf();
});
const acceptClockOf = async (): Promise<void> =>
  t.db.transaction().execute(async (trx) => {
    await acceptClock(trx, t.clock.now());
  });

test('each reader gets the letter once, with their own ways out of it, in their language', async () => {
  const english = aReader(2, { language: 'en' });
  const id = await aMailing(t.ctx(), {
    texts: { id: aText('Kabar Desember'), en: aText('News of December') },
    readers: [aReader(1), english],
  });
  expect(await send()).toBe(2);
  expect(server.taken.map(({ to }) => to).toSorted()).toEqual(['pembaca1@example.org', 'pembaca2@example.org']);
  const raw = (server.taken.find(({ to }) => to === english.email)?.raw ?? '').replaceAll(/\r\n[ \t]+/g, ' ');
  expect(raw).toContain('Subject: News of December');
  expect(raw).toContain(`List-Unsubscribe: <${english.unsubscribeUrl}>`);
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(raw).toMatch(/List-ID: "Surat kabar perpustakaan" <surat\.example\.org>/i);
  expect(raw).not.toContain('Auto-Submitted');
  expect(raw).toContain('langganan/atur/t2');
  expect(raw).not.toContain('%UNSUBSCRIBE%');
  expect(raw).not.toContain('t1');
  const [, letter] = await lettersOf(t.db, id);
  const messageId = server.taken.find(({ to }) => to === english.email)?.messageId ?? '';
  expect(messageId).toMatch(/^surat\.\d+\.\d+\.[a-z2-7]{8}@example\.org$/);
  expect(readMailingId(testSecrets, `<${messageId}>`)).toEqual({ mailingId: id, deliveryId: letter?.id });
  expect(readMailingId(testSecrets, messageId.replace(/\.[a-z2-7]{8}@/, '.aaaaaaaa@'))).toBeNull();
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'done', counts: { sent: 2, waiting: 0 } });
  expect(await send()).toBe(0);
});

test('it waits for its hour', async () => {
  const id = await aMailing(t.ctx(), { startAt: new Date(Date.parse(NOW) + 3_600_000) });
  expect(await send()).toBe(0);
  minutesLater(61);
  expect(await send()).toBe(3);
  expect((await mailingState(t.db, id)).state).toBe('done');
});

test('no faster than all mailings together may go, however many lanes and mailings there are', async () => {
  await t.db.updateTable('mailingPace').set({ perMinute: 60 }).execute();
  await aMailing(t.ctx(), { readers: 8 });
  await aMailing(t.ctx(), { readers: 8 });
  let waited = 0;
  const started = Date.parse(NOW) + 1_000;
  const clock = { now: () => new Date(started + waited) };
  const rest = async (milliseconds: number): Promise<void> => {
    waited += milliseconds;
    return Promise.resolve();
  };
  await send({ clock, rest });
  expect(server.taken).toHaveLength(16);
  // the first goes with what was not used in the seconds before it
  expect(waited).toBeGreaterThanOrEqual(10_000);
  expect(server.mostConnections()).toBeLessThanOrEqual(LANES);
});

test('a mailing has a pace of its own beside that', async () => {
  await aMailing(t.ctx(), { readers: 8, perMinute: 60 });
  let waited = 0;
  const clock = { now: () => new Date(Date.parse(NOW) + 1_000 + waited) };
  await send({
    clock,
    rest: async (milliseconds) => {
      waited += milliseconds;
      return Promise.resolve();
    },
  });
  expect(server.taken).toHaveLength(8);
  expect(waited).toBeGreaterThanOrEqual(2_000);
});

test('who withdrew after it was let go gets nothing', async () => {
  const id = await aMailing(t.ctx(), { readers: 3, topicIds: [7] });
  const asked: (readonly number[])[] = [];
  await send({
    mayStillReceive: async (_db, ids, topics) => {
      asked.push(topics);
      return Promise.resolve(new Set(ids.filter((one) => one !== 2)));
    },
  });
  expect(server.taken.map(({ to }) => to).toSorted()).toEqual(['pembaca1@example.org', 'pembaca3@example.org']);
  expect(asked).toEqual([[7], [7], [7]]);
  expect((await mailingState(t.db, id)).counts).toMatchObject({ sent: 2, skipped: 1 });
  expect((await lettersOf(t.db, id))[1]).toMatchObject({ state: 'skipped', outcome: 'no_consent' });
});

test('what the server does not want now goes later, with growing pauses, and nothing is lost', async () => {
  const id = await aMailing(t.ctx(), { readers: 2 });
  server.knobs.atReader = (to) => (to === 'pembaca1@example.org' ? 450 : null);
  await send();
  expect(await lettersOf(t.db, id)).toMatchObject([
    { state: 'waiting', outcome: 'put_off', attempts: 1 },
    { state: 'sent' },
  ]);
  minutesLater(2);
  await send();
  const [second] = await lettersOf(t.db, id);
  expect(second).toMatchObject({ state: 'waiting', attempts: 2 });
  expect((second?.nextAttemptAt.getTime() ?? 0) - Date.parse(NOW)).toBeGreaterThanOrEqual(7 * 60_000);
  expect((await mailingState(t.db, id)).state).toBe('sending');
  server.forget();
  minutesLater(8);
  await send();
  expect((await mailingState(t.db, id)).state).toBe('done');
  expect(server.taken.map(({ to }) => to)).toEqual(['pembaca1@example.org']);
});

test('what the server never takes is refused, and the others go', async () => {
  const id = await aMailing(t.ctx(), { readers: 3 });
  server.knobs.atReader = (to) => (to === 'pembaca2@example.org' ? 550 : null);
  await send();
  expect(await lettersOf(t.db, id)).toMatchObject([{ state: 'sent' }, { state: 'refused' }, { state: 'sent' }]);
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'done', counts: { sent: 2, refused: 1 } });
});

test('while the server is away nothing is counted as an attempt, all wait together, and go when it is back', async () => {
  const id = await aMailing(t.ctx(), { readers: 5 });
  const away = createMailer('smtp://127.0.0.1:1', 'perpus@example.org');
  await send({ mailer: away });
  const letters = await lettersOf(t.db, id);
  expect(letters.map(({ state, attempts }) => [state, attempts])).toEqual(letters.map(() => ['waiting', 0]));
  expect(await t.db.selectFrom('mailingPace').select('failures').executeTakeFirstOrThrow()).not.toEqual({
    failures: 0,
  });
  minutesLater(20);
  await send();
  expect(server.taken).toHaveLength(5);
  expect(await t.db.selectFrom('mailingPace').select('failures').executeTakeFirstOrThrow()).toEqual({ failures: 0 });
});

test('a connection that breaks after the text leaves a doubt, which a person decides, under the same message id', async () => {
  const ctx = t.ctx();
  const id = await aMailing(ctx, { readers: 3 });
  server.knobs.fate = (to) => (to === 'pembaca2@example.org' ? 'cut' : 'take');
  await send();
  const { data } = await listUnknown(ctx, id, { limit: 50 });
  expect(data).toMatchObject([{ email: 'pembaca2@example.org', outcome: 'no_answer' }]);
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'done', counts: { sent: 2, unknown: 1 } });
  const first = server.taken.find(({ to }) => to === 'pembaca2@example.org')?.messageId;
  server.forget();
  // nobody decides: nothing goes
  minutesLater(60);
  expect(await send()).toBe(0);
  await decideUnknown(
    t.ctx(),
    data.map((letter) => letter.id),
    'send_again',
  );
  expect(await send()).toBe(1);
  expect(server.taken.map(({ messageId }) => messageId)).toEqual([first]);
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'done', counts: { sent: 3, unknown: 0 } });
});

test('a mail in doubt that arrived counts as sent, and is not sent again', async () => {
  const ctx = t.ctx();
  const id = await aMailing(ctx, { readers: 1 });
  server.knobs.fate = () => 'cut';
  await send();
  const { data } = await listUnknown(ctx, id, { limit: 50 });
  const ids = data.map((letter) => letter.id);
  await decideUnknown(t.ctx(), ids, 'count_as_sent');
  expect(await send()).toBe(0);
  expect((await mailingState(t.db, id)).counts).toMatchObject({ sent: 1, unknown: 0 });
  await expect(decideUnknown(t.ctx(), ids, 'send_again')).rejects.toMatchObject({ code: 'mailings.not_possible' });
});

test('two processes at once send each mail once', async () => {
  const id = await aMailing(t.ctx(), { readers: 60 });
  const taken = await Promise.all([send(), send()]);
  expect(taken.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(60);
  expect(server.taken).toHaveLength(60);
  expect((await mailingState(t.db, id)).state).toBe('done');
});

test('held in the middle it stands still, and goes on where it stood', async () => {
  const id = await aMailing(t.ctx(), { readers: 20 });
  let pausing: Promise<void> | undefined;
  const paused = Promise.withResolvers<unknown>();
  server.knobs.fate = () => {
    pausing ??= moveMailing(t.ctx(), id, 'pause').finally(() => paused.resolve(null));
    return { after: paused.promise };
  };
  await send();
  await pausing;
  const sent = server.taken.length;
  expect(sent).toBeGreaterThanOrEqual(1);
  expect(sent).toBeLessThanOrEqual(6);
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'paused', counts: { sent, waiting: 20 - sent } });
  expect(await send()).toBe(0);
  await moveMailing(t.ctx(), id, 'resume');
  await send();
  expect(new Set(server.taken.map(({ to }) => to)).size).toBe(20);
  expect(server.taken).toHaveLength(20);
});

test('called off in the middle, what was not sent is left out for good', async () => {
  const id = await aMailing(t.ctx(), { readers: 20 });
  let cancelling: Promise<void> | undefined;
  const cancelled = Promise.withResolvers<unknown>();
  server.knobs.fate = () => {
    cancelling ??= t.db
      .transaction()
      .execute(async (trx) => cancelMailing(trx, t.ctx(), id, 'Tanggalnya keliru'))
      .finally(() => cancelled.resolve(null));
    return { after: cancelled.promise };
  };
  await send();
  await cancelling;
  const sent = server.taken.length;
  expect(sent).toBeLessThanOrEqual(6);
  expect(await mailingState(t.db, id)).toMatchObject({ state: 'cancelled', counts: { sent, skipped: 20 - sent } });
  await expect(moveMailing(t.ctx(), id, 'resume')).rejects.toMatchObject({ code: 'mailings.not_possible' });
  expect(await send()).toBe(0);
});

test('while the date is not to be trusted nothing goes, and nobody is taken for gone', async () => {
  const id = await aMailing(t.ctx(), { readers: 2 });
  await t.db
    .updateTable('mailingDelivery')
    .set({ state: 'sending', claimedAt: new Date(NOW) })
    .where('email', '=', 'pembaca1@example.org')
    .execute();
  await sendLetters(needs({ mayStillReceive: async () => Promise.resolve(new Set()) }));
  // three years ahead at a step
  t.clock.set('2029-11-25T10:00:00+07:00');
  await t.db
    .updateTable('mailingDelivery')
    .set({ state: 'waiting' })
    .where('email', '=', 'pembaca2@example.org')
    .execute();
  expect(await send()).toBe(0);
  expect(await lettersOf(t.db, id)).toMatchObject([{ state: 'sending' }, { state: 'waiting' }]);
  await acceptClockOf();
  expect(await send()).toBe(1);
  expect(await lettersOf(t.db, id)).toMatchObject([{ state: 'unknown', outcome: 'interrupted' }, { state: 'sent' }]);
});

test('a clock that goes back stops no mailing', async () => {
  t.clock.set('2026-11-25T18:00:00+07:00');
  await aMailing(t.ctx(), { readers: 1 });
  await send();
  t.clock.set(NOW);
  await aMailing(t.ctx(), { readers: 2 });
  await send();
  expect(server.taken).toHaveLength(3);
});
