import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { planNews } from '#modules/community/ideas/notices';
import { questionnaireOpen } from '#modules/community/questionnaires/notices';
import { aMember } from '#modules/people/members/testing';
import { createMailer, type Mailer } from '#platform/sending/mail';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { prepareChannels } from '../channels/channel-settings.ts';
import { claimNext } from '../data/deliveries.queries.ts';
import { notify, withdrawNotices } from '../notify.ts';
import { planDeliveries } from '../outbox/plan-deliveries.ts';
import { sendDeliveries } from '../outbox/send-deliveries.ts';
import { noticeNeeds, tellDue, testSecrets } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startMailServer>>;
const needs = (mailer: Mailer = createMailer(server.url, 'perpus@example.org')) => ({
  db: t.db,
  clock: t.clock,
  secrets: testSecrets,
  ...noticeNeeds,
  mailer,
});

beforeAll(async () => {
  server = await startMailServer();
  await prepareChannels(t.db, testSecrets);
});
afterAll(async () => server.stop());
afterEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  server.mails.length = 0;
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('delivery').execute();
});

const deliveries = async () => t.db.selectFrom('delivery').selectAll().orderBy('id').execute();
const failing = (error: Error): Mailer => ({ available: true, send: async () => Promise.reject(error) });

async function run(): Promise<void> {
  await planDeliveries(needs(), { atOnce: true });
  await sendDeliveries(needs());
}

test('three books that are due make one mail, in words, with the way to fewer of them', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { fullName: 'Dimas Aji', email: 'dimas@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi', 'Bumi Manusia', 'Gadis Kretek']);
  await run();
  expect(server.mails).toHaveLength(1);
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['dimas@example.org']);
  expect(mail?.subject).toBe('Hari ini kembali: 3 pinjaman');
  expect(mail?.text).toContain('Halo Dimas Aji,');
  expect(mail?.text).toContain('- Laskar Pelangi, Rabu, 25 November 2026');
  expect(mail?.text).toContain('- Gadis Kretek, Rabu, 25 November 2026');
  expect(mail?.text).toContain('https://perpus.example.org/akun');
  expect(mail?.raw.replace(/\r\n /g, ' ')).toMatch(
    /List-Unsubscribe: <https:\/\/perpus\.example\.org\/api\/v1\/unsubscribe\/id\/\d+\.email\.[\w-]+>/,
  );
  expect(mail?.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(await deliveries()).toMatchObject([{ channel: 'email', state: 'sent', outcome: 'accepted', attempts: 1 }]);
});

test('what is urgent goes before what has waited longer', async () => {
  const ctx = t.ctx();
  for (const email of ['satu@example.org', 'dua@example.org'])
    await tellDue(ctx, await aMember(ctx, { email }), ['Bumi']);
  await planDeliveries(needs(), { atOnce: true });
  const [, second] = await deliveries();
  const later = new Date(t.clock.now().getTime() + 60_000);
  const id = second?.id ?? 0;
  await t.db.updateTable('delivery').set({ urgent: true, nextAttemptAt: later }).where('id', '=', id).execute();
  expect((await claimNext(t.db, later))?.id).toBe(id);
});

test('a fault of ours before the carrier had the message is no doubt: it goes out when the fault is over', async () => {
  const ctx = t.ctx();
  await tellDue(ctx, await aMember(ctx, { email: 'dimas@example.org' }), ['Bumi Manusia']);
  await planDeliveries(needs(), { atOnce: true });
  const away = new Proxy(testSecrets, {
    get: () => () => {
      throw new Error('the keys are away');
    },
  });
  await sendDeliveries({ ...needs(), secrets: away });
  expect(server.mails).toHaveLength(0);
  expect(await deliveries()).toMatchObject([{ state: 'pending', outcome: 'not_reached', attempts: 1 }]);
  t.clock.set('2026-11-25T10:02:00+07:00');
  await sendDeliveries(needs());
  expect(server.mails).toHaveLength(1);
});

test('a member reads in their own language', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'ann@example.org', locale: 'en' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await run();
  expect(server.mails[0]?.subject).toBe('Due today: 1');
  expect(server.mails[0]?.text).toContain('Wednesday, 25 November 2026');
  expect(server.mails[0]?.text).toContain('https://perpus.example.org/en/akun');
});

test('who takes part is told without a yes to news: all questionnaires in one mail with their addresses, and their plan', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { fullName: 'Dimas Aji', email: 'dimas@example.org' });
  const about = { memberId: member.id, libraryId: member.homeLibraryId };
  await t.db.transaction().execute(async (trx) => {
    for (const [title, code] of [
      ['Evaluasi penyelenggaraan', 'abcd2345'],
      ['Tes akhir', 'efgh2345'],
    ] as const) {
      const forms = [{ title, path: `/isi/${code}`, until: '2026-11-29T16:59:59Z' }];
      const params = { program: 'Bincang Buku', news: 'open' as const, forms };
      await notify(trx, ctx, questionnaireOpen, { params, ...about, key: `kuesioner:${code}` });
    }
    const params = { title: 'Buka Sabtu', news: 'follow_up_30' as const, what: '', on: null };
    await notify(trx, ctx, planNews, { params, ...about, key: 'rencana:1' });
  });
  await run();
  expect(server.mails).toHaveLength(1);
  const text = server.mails[0]?.text ?? '';
  expect(text).toContain(
    'Evaluasi penyelenggaraan (Bincang Buku). Sudah dibuka untuk Anda, sampai Minggu, 29 November',
  );
  for (const code of ['abcd2345', 'efgh2345']) expect(text).toContain(`https://perpus.example.org/isi/${code}`);
  expect(text).toContain('Buka Sabtu');
});

test('what comes within minutes waits for the rest', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  expect(await planDeliveries(needs())).toBe(0);
  t.clock.set('2026-11-25T10:04:00+07:00');
  await tellDue(ctx, member, ['Bumi Manusia']);
  expect(await planDeliveries(needs())).toBe(1);
});

test('at night nobody is disturbed: the mail goes at seven in the library’s own zone', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  t.clock.set('2026-11-25T21:30:00+07:00');
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await run();
  expect(server.mails).toEqual([]);
  t.clock.set('2026-11-26T06:59:59+07:00');
  await run();
  expect(server.mails).toEqual([]);
  t.clock.set('2026-11-26T07:00:00+07:00');
  await run();
  expect(server.mails).toHaveLength(1);
});

test('a book that comes back overnight is not reminded of in the morning', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  t.clock.set('2026-11-25T21:30:00+07:00');
  await tellDue(ctx, member, ['Laskar Pelangi'], { about: 'loan:7' });
  await run();
  await t.db.transaction().execute(async (trx) => withdrawNotices(trx, ctx, 'loan:7'));
  t.clock.set('2026-11-26T07:00:00+07:00');
  await run();
  expect(server.mails).toEqual([]);
  expect(await deliveries()).toMatchObject([{ state: 'cancelled', outcome: 'nothing_left' }]);
});

test('a notice that waited for the morning and was taken back is told when it is true again; one that went is not told twice', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  const takeBack = async () => t.db.transaction().execute(async (trx) => withdrawNotices(trx, ctx, 'loan:8'));
  t.clock.set('2026-11-25T21:30:00+07:00');
  await tellDue(ctx, member, ['Laskar Pelangi'], { about: 'loan:8' });
  await run();
  await takeBack();
  await tellDue(ctx, member, ['Laskar Pelangi'], { about: 'loan:8' });
  t.clock.set('2026-11-26T07:00:00+07:00');
  await run();
  expect(server.mails).toHaveLength(1);
  await takeBack();
  await tellDue(ctx, member, ['Laskar Pelangi'], { about: 'loan:8' });
  await run();
  expect(server.mails).toHaveLength(1);
});

test('a mail server that is down is tried again later, and the mail arrives once', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await planDeliveries(needs(), { atOnce: true });
  const down = needs(createMailer('smtp://127.0.0.1:1', 'perpus@example.org'));
  await sendDeliveries(down);
  expect(await deliveries()).toMatchObject([{ state: 'pending', outcome: 'not_reached', attempts: 1 }]);
  await run();
  expect(server.mails).toEqual([]);
  t.clock.set('2026-11-25T10:01:00+07:00');
  await run();
  t.clock.set('2026-11-25T12:00:00+07:00');
  await run();
  expect(server.mails).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

test('after a day of attempts it is given up and said so', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await planDeliveries(needs(), { atOnce: true });
  const down = needs(createMailer('smtp://127.0.0.1:1', 'perpus@example.org'));
  for (let day = 25; day <= 30; day += 1) {
    for (const hour of ['08', '12', '16']) {
      t.clock.set(`2026-11-${day}T${hour}:00:00+07:00`);
      await sendDeliveries(down);
    }
  }
  expect(await deliveries()).toMatchObject([{ state: 'failed', outcome: 'gave_up', attempts: 8 }]);
});

test('a process that dies while it sends leaves the delivery unknown, and nobody sends it again', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await planDeliveries(needs(), { atOnce: true });
  // taken, and then the power goes
  expect(await claimNext(t.db, t.clock.now())).toBeDefined();
  t.clock.set('2026-11-25T10:05:00+07:00');
  await run();
  expect(await deliveries()).toMatchObject([{ state: 'sending' }]);
  t.clock.set('2026-11-25T10:11:00+07:00');
  await run();
  t.clock.set('2026-11-26T10:11:00+07:00');
  await run();
  expect(await deliveries()).toMatchObject([{ state: 'unknown', outcome: 'interrupted' }]);
  expect(server.mails).toEqual([]);
});

test('ten processes that plan and send together send each mail once', async () => {
  const ctx = t.ctx();
  for (let one = 0; one < 20; one += 1) {
    const member = await aMember(ctx, { email: `a${one}@example.org` });
    await tellDue(ctx, member, ['Laskar Pelangi', 'Bumi Manusia']);
  }
  await Promise.all(Array.from({ length: 10 }, async () => run()));
  expect(server.mails.map((mail) => mail.to[0]).toSorted()).toEqual(
    Array.from({ length: 20 }, (_all, one) => `a${one}@example.org`).toSorted(),
  );
});

test('a mistake in our own code loses no delivery and stops no other', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await planDeliveries(needs(), { atOnce: true });
  expect(await sendDeliveries(needs(failing(new TypeError('a mistake'))))).toBe(1);
  expect(await deliveries()).toMatchObject([{ state: 'sending' }]);
});

test('who is no longer a member is not written to', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { email: 'budi@example.org' });
  await t.db.updateTable('member').set({ status: 'withdrawn' }).where('id', '=', member.id).execute();
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await run();
  expect(await deliveries()).toEqual([]);
});
