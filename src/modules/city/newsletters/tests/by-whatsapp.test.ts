import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { moveMailing } from '#modules/city/mailings';
import { countByWhatsapp, saveOwnLetters, stopAddress, viewOwnLetters } from '#modules/city/subscriptions';
import { aSubscriber, aTopic, lettersPersonalData } from '#modules/city/subscriptions/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import {
  noticeNeeds,
  noticesPersonalData,
  planDeliveries,
  sendDeliveries,
  setUpChannel,
  testSecrets,
} from '#modules/people/notifications/testing';
import { acceptClock } from '#platform/clock-watch';
import { systemCtx, type Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { createMailer } from '#platform/sending/mail';
import { sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { aDraft, aStaffPair, head, ORIGIN, scheduled, versionOf } from '../../../../../tests/support/letter-house.ts';
import { openWithoutSecondTry, playLocks } from '../../../../../tests/support/lock-play.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { cancelLetter, getLetter, whatsappReach } from '../index.ts';
import { sendLetters } from '../testing.ts';

type Member = Awaited<ReturnType<typeof aMember>>;
const t = useTestDb();
const NOON = '2026-11-25T12:00:00+07:00';
let staff: Awaited<ReturnType<typeof aStaffPair>>;
let carrier: Awaited<ReturnType<typeof startCarrier>>;
let topicId = 0;

beforeAll(async () => {
  staff = await aStaffPair(t);
  await aLibrary(t.ctx());
  carrier = await startCarrier((_heard, response) => {
    sendJson(response, 200, { messages: [{ id: 'wamid.1' }] });
  });
});
afterAll(async () => carrier.stop());
beforeEach(async () => {
  t.clock.set(NOON);
  await t.db.transaction().execute(async (trx) => acceptClock(trx, t.clock.now()));
  carrier.heard.length = 0;
  topicId = await aTopic(t);
  await connect();
});

const connect = async (config: object = {}): Promise<void> =>
  setUpChannel(t.db, 'whatsapp', {
    config: {
      ...{ baseUrl: `${carrier.url}/v23.0`, phoneNumberId: '1065', templateName: '' },
      ...{ letterTemplateName: 'surat_kabar', letterPrice: '460', ...config },
    },
    secrets: { token: 'EAAG-rahasia' },
  });

const own = ({ id, number, fullName }: Member): Ctx => ({
  ...t.ctx(),
  actor: { kind: 'member', id, number, name: fullName, sessionId: id },
});
const choice = (byWhatsapp: boolean, topicIds = [topicId]) => ({ topicIds, language: 'id' as const, byWhatsapp });

type Reader = { says?: boolean; phone?: string | null };

/** A grown member who gets letters about the topic, by WhatsApp too where they say so. */
async function aReader({ says = true, phone = '0812-3456-7890' }: Reader = {}): Promise<Member> {
  const member = await aMember(t.ctx(), { birthDate: '1990-03-14', phone, email: null });
  const email = `anggota${member.id}@example.org`;
  await t.db.updateTable('member').set({ email }).where('id', '=', member.id).execute();
  await aSubscriber(t, { email, topicIds: [topicId], memberId: member.id });
  if (says) await saveOwnLetters(own(member), testSecrets, choice(true));
  return member;
}

const aLetter = async (byWhatsapp = true): Promise<number> =>
  aDraft(staff.dewi(), { topicIds: [topicId], subject: 'Desember: libur', byWhatsapp });

const begin = async (): Promise<void> => sendLetters(systemCtx(t.db, t.clock, 'uji'), { origin: ORIGIN });
const needs = () => ({
  ...{ db: t.db, clock: t.clock, secrets: testSecrets, ...noticeNeeds },
  mailer: createMailer(null, 'perpus@example.org'),
});
async function carry(): Promise<void> {
  await planDeliveries(needs(), { atOnce: true });
  await sendDeliveries(needs());
}
const later = (minutes: number): void => {
  t.clock.set(new Date(t.clock.now().getTime() + minutes * 60_000).toISOString());
};
const lastDelivery = async () =>
  t.db.selectFrom('delivery').select(['state', 'outcome']).orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
const heard = () => carrier.heard.map(({ body }): unknown => JSON.parse(body.toString()));
const ledger = async (memberId: number) =>
  (
    await t.db
      .selectFrom('consentEvent')
      .select(['act', 'way', 'purpose', 'channel'])
      .where('memberId', '=', memberId)
      .where('way', '=', 'whatsapp')
      .orderBy('id')
      .execute()
  ).map(({ purpose, act, channel }) => `${purpose} ${act} ${channel}`);

test('who said so gets the subject and where to read it, by the template for letters; who did not gets a mail alone', async () => {
  const reader = await aReader();
  await aReader({ says: false });
  expect(await ledger(reader.id)).toEqual(['letters given web']);
  const id = await aLetter();
  await scheduled(staff, id);
  await begin();
  await begin();
  await carry();
  await carry();
  const { slug } = await getLetter(staff.dewi(), id);
  const [only, ...others] = heard();
  expect(others).toEqual([]);
  expect(only).toMatchObject({ to: '6281234567890', type: 'template', template: { name: 'surat_kabar' } });
  expect(JSON.stringify(only)).toContain('Desember: libur');
  expect(JSON.stringify(only)).toContain(`https://perpus.example.org/surat-kabar/${slug}`);
});

test('a letter that goes by e-mail alone, a channel without a template: nobody gets it by WhatsApp', async () => {
  await aReader();
  await scheduled(staff, await aLetter(false));
  await begin();
  await connect({ letterTemplateName: '' });
  await scheduled(staff, await aLetter());
  await begin();
  await carry();
  expect(heard()).toEqual([]);
});

test('who takes it back, stops, or whose mailbox is gone between the list and the sending gets none', async () => {
  const [back, stops, bounced, stays] = [await aReader(), await aReader(), await aReader(), await aReader()];
  await scheduled(staff, await aLetter());
  await begin();
  await saveOwnLetters(own(back), testSecrets, choice(false));
  await saveOwnLetters(own(stops), testSecrets, choice(false, []));
  const email = `anggota${bounced.id}@example.org`;
  await t.db.transaction().execute(async (trx) => stopAddress(trx, t.ctx(), { email, why: 'bounced', detail: '' }));
  await carry();
  expect(heard()).toHaveLength(1);
  expect(await ledger(back.id)).toEqual(['letters given web', 'letters withdrawn web']);
  expect(await ledger(stops.id)).toEqual(['letters given web', 'letters withdrawn web']);
  const { memberId } = await t.db
    .selectFrom('delivery')
    .select('memberId')
    .where('state', '=', 'sent')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(memberId).toBe(stays.id);
});

test('who leaves the library between the list and the sending gets none, and is not reckoned', async () => {
  const left = await aReader();
  await aReader({ phone: '0813-9876-5432' });
  await scheduled(staff, await aLetter());
  await begin();
  await planDeliveries(needs(), { atOnce: true });
  await t.db.updateTable('member').set({ status: 'withdrawn' }).where('id', '=', left.id).execute();
  await sendDeliveries(needs());
  expect(heard()).toMatchObject([{ to: '6281398765432' }]);
  const audience = { topicIds: [topicId], language: null, libraryId: null, attended: null, borrows: null };
  expect(await countByWhatsapp(t.db, audience, t.clock.now())).toBe(1);
});

test('it goes to the number that they have then, and to nobody who has none any more or whose data are gone', async () => {
  const [moved, without, erased] = [await aReader(), await aReader(), await aReader()];
  await scheduled(staff, await aLetter());
  await begin();
  await planDeliveries(needs(), { atOnce: true });
  await t.db.updateTable('member').set({ phone: '0857-1111-2222' }).where('id', '=', moved.id).execute();
  await t.db.updateTable('member').set({ phone: null }).where('id', '=', without.id).execute();
  await eraseByNumber(t.ctx(), [lettersPersonalData, ...noticesPersonalData], erased.number);
  await sendDeliveries(needs());
  expect(heard()).toMatchObject([{ to: '6285711112222' }]);
});

test('whoever is erased while the list is made is told nothing: no notice outlives them', async () => {
  const [erased, stays] = [await aReader(), await aReader()];
  await scheduled(staff, await aLetter());
  const left = { number: 'TERHAPUS-1', status: 'withdrawn', erasedAt: t.clock.now() };
  const erase = async (trx: Tx): Promise<void> => {
    await trx.updateTable('member').set(left).where('id', '=', erased.id).execute();
    await trx.deleteFrom('letterSubscriber').where('memberId', '=', erased.id).execute();
  };
  const another = openWithoutSecondTry(t.address);
  onTestFinished(async () => another.destroy());
  expect(await playLocks(another, erase, [begin])).toEqual(['done']);
  const told = await t.db
    .selectFrom('notification')
    .select('memberId')
    .where('memberId', 'in', [erased.id, stays.id])
    .execute();
  expect(told).toEqual([{ memberId: stays.id }]);
  await carry();
  expect(heard()).toHaveLength(1);
});

test('what is called off is not sent', async () => {
  await aReader();
  const id = await aLetter();
  await scheduled(staff, id);
  await begin();
  await cancelLetter(staff.dewi(), id, { version: await versionOf(staff.dewi(), id), why: 'salah tanggal' });
  await carry();
  expect(heard()).toEqual([]);
});

test('while its mailing is on hold it is not sent; when that goes on it is, and after a calling off it is taken back', async () => {
  await aReader();
  const id = await aLetter();
  await scheduled(staff, id);
  await begin();
  const { mailingId } = await getLetter(staff.dewi(), id);
  await moveMailing(staff.dewi(), mailingId ?? 0, 'pause');
  await carry();
  expect(heard()).toEqual([]);
  await moveMailing(staff.dewi(), mailingId ?? 0, 'resume');
  await carry();
  expect(heard()).toEqual([]);
  later(15);
  await carry();
  expect(heard()).toHaveLength(1);
  // so is what was not planned yet when it was held
  const other = await aLetter();
  await scheduled(staff, other);
  await begin();
  const called = (await getLetter(staff.dewi(), other)).mailingId ?? 0;
  await moveMailing(staff.dewi(), called, 'cancel', 'salah tanggal');
  await carry();
  await begin();
  later(15);
  await carry();
  expect(heard()).toHaveLength(1);
  expect((await lastDelivery()).outcome).toBe('nothing_left');
});

test('what is on hold for longer than its days is not sent any more', async () => {
  await aReader();
  const id = await aLetter();
  await scheduled(staff, id);
  await begin();
  const mailingId = (await getLetter(staff.dewi(), id)).mailingId ?? 0;
  await moveMailing(staff.dewi(), mailingId, 'pause');
  // a step of more than a day would be a clock that jumped
  for (let step = 0; step < 4; step += 1) {
    await carry();
    later(19 * 60);
  }
  await moveMailing(staff.dewi(), mailingId, 'resume');
  await carry();
  expect(heard()).toEqual([]);
  expect(await lastDelivery()).toEqual({ state: 'cancelled', outcome: 'nothing_left' });
});

test('while it waits for the morning the letter is not through yet, and what is called off by then is not sent', async () => {
  const quiet = async (): Promise<number> => {
    const id = await aLetter();
    await scheduled(staff, id);
    await begin();
    await carry();
    await t.db
      .updateTable('mailing')
      .set({ state: 'done', doneAt: t.clock.now() })
      .where('state', '=', 'sending')
      .execute();
    await begin();
    return id;
  };
  const stateOf = async (id: number): Promise<string> => (await getLetter(staff.dewi(), id)).state;
  await aReader();
  t.clock.set('2026-11-25T21:30:00+07:00');
  const [called, goes] = [await quiet(), await quiet()];
  expect([await stateOf(called), await stateOf(goes)]).toEqual(['sending', 'sending']);
  await cancelLetter(staff.dewi(), called, { version: await versionOf(staff.dewi(), called), why: 'salah tanggal' });
  t.clock.set('2026-11-26T09:30:00+07:00');
  await carry();
  await begin();
  expect(heard()).toHaveLength(1);
  expect([await stateOf(called), await stateOf(goes)]).toEqual(['cancelled', 'sent']);
});

test('a letter that is killed while its readers are listed reaches each of them once', async () => {
  for (let nth = 0; nth < 3; nth += 1) await aReader();
  await scheduled(staff, await aLetter());
  await Promise.all([begin(), begin()]);
  await begin();
  await Promise.all([carry(), carry()]);
  expect(heard()).toHaveLength(3);
});

test('whoever has no number, or is below 18, does not say so', async () => {
  const without = await aReader({ says: false, phone: null });
  expect(await viewOwnLetters(own(without))).toMatchObject({ hasPhone: false });
  const refused = await refusal(saveOwnLetters(own(without), testSecrets, choice(true)));
  expect(refused.code).toBe('subscriptions.no_phone');
  const child = await aReader({ says: false });
  await t.db
    .updateTable('member')
    .set({ birthDate: '2014-01-01', guardianName: 'Ibu' })
    .where('id', '=', child.id)
    .execute();
  const young = await refusal(saveOwnLetters(own(child), testSecrets, choice(true)));
  expect(young.code).toBe('members.guardian_must_consent');
});

test('before it goes it is said to how many and what that costs, and never of fewer than ten', async () => {
  const id = await aLetter();
  for (let nth = 0; nth < 9; nth += 1) await aReader();
  expect(await whatsappReach(staff.dewi(), id)).toEqual({ count: null, price: 460, isReady: true });
  await aReader();
  await aReader({ says: false });
  expect(await whatsappReach(staff.dewi(), id)).toEqual({ count: 10, price: 460, isReady: true });
  await connect({ letterPrice: '', letterTemplateName: '' });
  expect(await whatsappReach(staff.dewi(), id)).toEqual({ count: 10, price: null, isReady: false });
  expect(await whatsappReach(staff.dewi(), await aLetter(false))).toBeNull();
});

test('by WhatsApp it is read in the archive, so that a letter outside of it goes by e-mail alone', async () => {
  const id = await aLetter();
  const refused = await refusal(head(staff.dewi(), id, { inArchive: false }));
  expect(refused.code).toBe('newsletters.whatsapp_needs_archive');
});

test('a letter to people by what they came to or borrow goes by e-mail alone: the list of messages names to whom they went', async () => {
  const id = await aLetter();
  expect((await refusal(head(staff.dewi(), id, { borrows: 'anak' }))).code).toBe('newsletters.whatsapp_names_group');
  // one that was written before this was refused
  await t.db.updateTable('newsletter').set({ borrows: 'anak' }).where('id', '=', id).execute();
  expect(await whatsappReach(staff.dewi(), id)).toBeNull();
});
