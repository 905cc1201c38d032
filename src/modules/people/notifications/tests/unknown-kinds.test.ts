import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdWaiting } from '#modules/lending/circulation/notices';
import { aMember } from '#modules/people/members/testing';
import { createMailer } from '#platform/sending/mail';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { getSchedule, saveSchedule } from '../texts/edit-schedule.ts';
import { listTemplates } from '../texts/edit-templates.ts';
import { noticeName } from '../outbox/frame.ts';
import { listDeliveries } from '../outbox/list-deliveries.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import { notify } from '../notify.ts';
import { planDeliveries } from '../outbox/plan-deliveries.ts';
import { sendDeliveries } from '../outbox/send-deliveries.ts';
import { noticeNeeds, tellDue, testSecrets } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(async () => server.stop());

/** A house whose module of loans was taken out: nobody knows `due` any more. */
const without: NoticeKinds = new Map([...noticeNeeds.notices].filter(([topic]) => topic !== 'due'));
const needs = (notices = without) => ({
  ...noticeNeeds,
  ...{ db: t.db, clock: t.clock, secrets: testSecrets, notices },
  mailer: createMailer(server.url, 'perpus@example.org'),
});
const topicsOf = async (memberNumber: string) =>
  (await listDeliveries(t.ctx(), { memberNumber })).data.map(({ topics, state }) => ({ topics, state }));

test('what a module told that is gone waits for its return and keeps nothing else from being told', async () => {
  const member = await aMember(t.ctx(), { email: 'dimas@example.org' });
  await tellDue(t.ctx(), member, ['Laskar Pelangi']);
  expect(await planDeliveries(needs(), { atOnce: true })).toBe(0);
  const params = { title: 'Bumi Manusia', place: 'Perpustakaan Kota', until: null };
  const about = { memberId: member.id, libraryId: member.homeLibraryId, key: 'uji:pesanan' };
  await t.db.transaction().execute(async (trx) => notify(trx, t.ctx(), holdWaiting, { params, ...about }));
  expect(await planDeliveries(needs(), { atOnce: true })).toBe(1);
  await sendDeliveries(needs());
  expect(server.mails.map(({ subject }) => subject)).toEqual(['Siap diambil: 1 pesanan']);
  expect(await planDeliveries(needs(noticeNeeds.notices), { atOnce: true })).toBe(1);
  await sendDeliveries(needs(noticeNeeds.notices));
  expect(server.mails.map(({ subject }) => subject)).toContain('Hari ini kembali: 1 pinjaman');
});

test('a message that was planned before the module went is shown by the code of its notices, and a person can send it later', async () => {
  const member = await aMember(t.ctx(), { email: 'ratna@example.org' });
  await tellDue(t.ctx(), member, ['Laskar Pelangi']);
  await planDeliveries(needs(noticeNeeds.notices), { atOnce: true });
  await sendDeliveries(needs());
  expect(await topicsOf(member.number)).toEqual([{ topics: ['due'], state: 'pending' }]);
  expect(noticeName(without, 'due', 'id')).toBe('due');
  expect(noticeName(noticeNeeds.notices, 'due', 'id')).toBe('Hari kembali');
  expect(server.mails.filter(({ to }) => to.includes('ratna@example.org'))).toEqual([]);
  t.clock.set('2026-11-25T11:00:00+07:00');
  await sendDeliveries(needs(noticeNeeds.notices));
  expect(server.mails.filter(({ to }) => to.includes('ratna@example.org'))).toHaveLength(1);
});

test('texts and days that were set for it stay as they are while others are changed', async () => {
  const network = { libraryId: null, categoryId: null };
  const texts = await listTemplates(t.ctx(), needs(), { channel: 'email', language: 'id', ...network });
  expect(texts.map(({ topic }) => topic)).not.toContain('due');
  const before = await getSchedule(t.ctx(), needs(), network);
  expect(before.map(({ topic }) => topic)).not.toContain('due');
  const days = Object.fromEntries(before.map(({ topic, own }) => [topic, own]));
  await saveSchedule(t.ctx(), needs(), network, { ...days, before_due: 3 });
  const after = await getSchedule(t.ctx(), noticeNeeds, network);
  expect(after).toContainEqual({ topic: 'due', side: 'day', own: 0, days: 0 });
  expect(after).toContainEqual({ topic: 'before_due', side: 'before', own: 3, days: 3 });
});
