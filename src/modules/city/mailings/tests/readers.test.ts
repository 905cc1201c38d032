import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { mayStillReceive, stopAddress } from '#modules/city/subscriptions';
import { aSubscriber, aTopic, lettersPersonalData } from '#modules/city/subscriptions/testing';
import { aMember } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { createMailer, MailError } from '#platform/sending/mail';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { startLetterServer } from '../../../../../tests/support/letter-server.ts';
import { outcome } from '../../../../../tests/support/outcome.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addDeliveries,
  decideUnknown,
  getMailing,
  listMailings,
  makeMailing,
  mailingState,
  moveMailing,
  releaseMailing,
  setPace,
} from '../index.ts';
import { personalData } from '../personal-data.ts';
import { aMailing, aReader, aText, atFullPace, forgetOldAddresses, lettersOf, sendLetters } from '../testing.ts';

const t = useTestDb();
let server: Awaited<ReturnType<typeof startLetterServer>>;
beforeAll(async () => {
  server = await startLetterServer();
});
afterAll(async () => server.stop());
beforeEach(async () => {
  server.forget();
  await atFullPace(t.db);
});

const send = async (mailer = createMailer(server.url, 'perpus@example.org')): Promise<number> =>
  sendLetters({
    db: t.db,
    clock: t.clock,
    secrets: testSecrets,
    config: { ...readConfig({}), mailFrom: 'perpus@example.org' },
    mailer,
    mayStillReceive,
    rest: async () => Promise.resolve(),
  });

test('whoever is stopped after the letter was let go gets nothing of it', async () => {
  const topic = await aTopic(t);
  const readers = [];
  for (const name of ['ani', 'budi']) {
    const email = `${name}@example.org`;
    readers.push(aReader(await aSubscriber(t, { email, topicIds: [topic] }), { email }));
  }
  const id = await aMailing(t.ctx(), { topicIds: [topic], readers });
  await t.db
    .transaction()
    .execute(async (trx) => stopAddress(trx, t.ctx(), { email: 'budi@example.org', why: 'complained', detail: '' }));
  await send();
  expect(server.taken.map(({ to }) => to)).toEqual(['ani@example.org']);
  expect((await mailingState(t.db, id)).counts).toMatchObject({ sent: 1, skipped: 1 });
});

test('with a subscription its address goes from every mailing, and what waits for it is not sent', async () => {
  const topic = await aTopic(t);
  const member = await aMember(t.ctx(), { email: 'citra-kartu@example.org' });
  const email = 'Citra@example.org';
  const subscriber = await aSubscriber(t, { email: email.toLowerCase(), topicIds: [topic], memberId: member.id });
  const id = await aMailing(t.ctx(), { topicIds: [topic], readers: [aReader(subscriber, { email })] });
  await t.db.transaction().execute(async (trx) => lettersPersonalData.erase(trx, t.ctx(), member.id));
  expect(await lettersOf(t.db, id)).toMatchObject([{ email: null, state: 'skipped', outcome: 'forgotten' }]);
  expect(await send()).toBe(0);
});

test.each(['refused', 'unknown', 'not_sent'] as const)(
  'who is forgotten while their mail is on its way stays forgotten, whatever the server says of the address (%s)',
  async (kind) => {
    const topic = await aTopic(t);
    const email = `${kind}@example.org`;
    const member = await aMember(t.ctx(), { email });
    const subscriber = await aSubscriber(t, { email, topicIds: [topic], memberId: member.id });
    const id = await aMailing(t.ctx(), { topicIds: [topic], readers: [aReader(subscriber, { email })] });
    await send({
      available: true,
      send: async () => {
        await t.db.transaction().execute(async (trx) => lettersPersonalData.erase(trx, t.ctx(), member.id));
        throw new MailError(kind, `550 <${email}>: later`, true);
      },
    });
    const state = { refused: 'refused', unknown: 'unknown', not_sent: 'skipped' }[kind];
    expect(await lettersOf(t.db, id)).toMatchObject([{ email: null, outcomeDetail: null, state }]);
  },
);

test('an erasure takes out the address on the card, too, and an export shows what was sent there', async () => {
  const member = await aMember(t.ctx(), { email: 'dewi@example.org' });
  const id = await aMailing(t.ctx(), { readers: [aReader(900, { email: 'dewi@example.org' })], release: false });
  const [source] = personalData;
  expect(await source?.exportOf(t.db, member.id)).toMatchObject([
    { subject: 'Kabar Desember', email: 'dewi@example.org', state: 'letter_waiting' },
  ]);
  await t.db.transaction().execute(async (trx) => source?.erase(trx, t.ctx(), member.id));
  expect(await lettersOf(t.db, id)).toMatchObject([{ email: null, state: 'skipped' }]);
  expect(await source?.exportOf(t.db, member.id)).toEqual([]);
});

test('thirty days after a letter is over its addresses go, its counts stay, and nothing of it is sent again', async () => {
  const topic = await aTopic(t);
  const reader = aReader(await aSubscriber(t, { email: 'eko@example.org', topicIds: [topic] }), {
    email: 'eko@example.org',
  });
  const id = await aMailing(t.ctx(), { topicIds: [topic], readers: [reader] });
  server.knobs.fate = () => 'cut';
  await send();
  const unknown = (await lettersOf(t.db, id)).map((letter) => letter.id);
  expect((await mailingState(t.db, id)).state).toBe('done');
  const days = (count: number) => new Date(Date.parse('2026-11-25T10:00:00+07:00') + count * 86_400_000).toISOString();
  t.clock.set(days(29));
  await forgetOldAddresses(t);
  expect(await lettersOf(t.db, id)).toMatchObject([{ email: 'eko@example.org' }]);
  t.clock.set(days(31));
  await forgetOldAddresses(t);
  expect(await lettersOf(t.db, id)).toMatchObject([{ email: null, state: 'unknown', outcomeDetail: null }]);
  expect(await getMailing(t.ctx(), id)).toMatchObject({ counts: { unknown: 1 }, state: 'done' });
  expect(await outcome(decideUnknown(t.ctx(), unknown, 'send_again'))).toBe('mailings.address_gone');
  expect(await outcome(decideUnknown(t.ctx(), unknown, 'count_as_sent'))).toBe('done');
  t.clock.set('2026-11-25T10:00:00+07:00');
});

test('a mailing is made once by its key, an address is in it once, and a text without a way out is refused', async () => {
  const make = async (more: object = {}) =>
    t.db.transaction().execute(async (trx) =>
      makeMailing(trx, t.ctx(), {
        ...{ key: 'letter:12', libraryId: null, texts: { id: aText(), en: null }, topicIds: [1] },
        ...{ perMinute: 60, startAt: t.clock.now(), ...more },
      }),
    );
  const id = await make();
  expect(await make()).toBe(id);
  const add = async (rows: Parameters<typeof addDeliveries>[2]) =>
    t.db.transaction().execute(async (trx) => addDeliveries(trx, id, rows));
  expect(await add([aReader(1), aReader(2)])).toBe(2);
  expect(await add([aReader(2, { email: 'PEMBACA2@example.org' }), aReader(3)])).toBe(1);
  const without = { ...aText(), html: '<p>Halo.</p>' };
  expect(await outcome(make({ key: 'letter:13', texts: { id: without, en: null } }))).toBe('mailings.no_way_out');
  await t.db.transaction().execute(async (trx) => releaseMailing(trx, t.ctx(), id));
  expect(await outcome(add([aReader(4)]))).toBe('mailings.not_possible');
  await moveMailing(t.ctx(), id, 'cancel', 'Uji');
});

test('of two who decide about a mail in doubt at once one decides', async () => {
  const id = await aMailing(t.ctx(), { readers: 1 });
  await t.db.updateTable('mailingDelivery').set({ state: 'unknown' }).where('mailingId', '=', id).execute();
  const ids = (await lettersOf(t.db, id)).map((letter) => letter.id);
  const both = await Promise.all([
    outcome(decideUnknown(t.ctx(), ids, 'send_again')),
    outcome(decideUnknown(t.ctx(), ids, 'count_as_sent')),
  ]);
  expect(both.toSorted()).toEqual(['done', 'mailings.not_possible']);
  await moveMailing(t.ctx(), id, 'cancel', 'Uji').catch(() => undefined);
});

test('what is no reason, no list and no pace is refused with a word about it', async () => {
  const id = await aMailing(t.ctx(), { readers: 1 });
  const refusal = async (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: { fields?: object }) => error.fields ?? null,
    );
  expect(await refusal(moveMailing(t.ctx(), id, 'cancel'))).toEqual({ why: 'required' });
  expect(await refusal(moveMailing(t.ctx(), id, 'cancel', 'x'.repeat(200_000)))).toEqual({ why: 'too_long' });
  expect(await refusal(moveMailing(t.ctx(), id, 'cancel', 'a\0b'))).toEqual({ why: 'unstorable' });
  expect(await refusal(decideUnknown(t.ctx(), [], 'send_again'))).toEqual({ ids: 'invalid' });
  expect(await refusal(setPace(t.ctx(), { perMinute: 0, version: 1 }))).toEqual({ perMinute: 'invalid' });
  expect(await outcome(decideUnknown(t.ctx(), [999_999_999], 'send_again'))).toBe('mailings.not_found');
});

test('one library sees its own letters, and sets no pace for all', async () => {
  const id = await aMailing(t.ctx(), { readers: 1 });
  const branch = t.ctx({ grants: [{ libraryId: 999, permissions: ['news.send'] }] });
  expect(await listMailings(branch, { limit: 50 })).toEqual({ data: [], next: null });
  expect(await outcome(getMailing(branch, id))).toBe('platform.forbidden');
  expect(await outcome(moveMailing(branch, id, 'pause'))).toBe('platform.forbidden');
  expect(await outcome(setPace(branch, { perMinute: 5, version: 1 }))).toBe('platform.forbidden');
  expect((await listMailings(t.ctx(), { limit: 1 })).next).not.toBeNull();
});
