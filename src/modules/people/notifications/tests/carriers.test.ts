import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { aMember } from '#modules/people/members/testing';
import { createMailer } from '#platform/sending/mail';
import { makeBrowser, sendJson, startCarrier, vapidHolds, type Heard } from '../../../../../tests/support/carriers.ts';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { prepareChannels } from '../channels/channel-settings.ts';
import { planDeliveries } from '../outbox/plan-deliveries.ts';
import { sendDeliveries } from '../outbox/send-deliveries.ts';
import { noticeNeeds, setUpChannel, tellDue, testSecrets } from '../testing.ts';

const t = useTestDb();
const needs = () => ({
  db: t.db,
  clock: t.clock,
  secrets: testSecrets,
  ...noticeNeeds,
  mailer: createMailer(null, 'perpus@example.org'),
});
type Reply = { status: number; body: unknown; headers?: Record<string, string> } | 'break the line';
let reply: Reply;
let carrier: Awaited<ReturnType<typeof startCarrier>>;

beforeAll(async () => {
  await prepareChannels(t.db, testSecrets);
  carrier = await startCarrier((_heard, response) => {
    if (reply === 'break the line') response.destroy();
    else sendJson(response, reply.status, reply.body, reply.headers);
  });
});
afterAll(async () => carrier.stop());
afterEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  carrier.heard.length = 0;
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('delivery').execute();
  await t.db.updateTable('noticeChannel').set({ enabled: false }).where('channel', '<>', 'email').execute();
});

const deliveries = async () => t.db.selectFrom('delivery').selectAll().orderBy('id').execute();
const json = (heard: Heard | undefined): unknown => JSON.parse(heard?.body.toString() ?? 'null');

/** One member is told of two loans; then a round of sending. */
async function tell(member: { id: number; homeLibraryId: number }): Promise<void> {
  await tellDue(t.ctx(), member, ['Laskar Pelangi', 'Bumi Manusia']);
  await planDeliveries(needs(), { atOnce: true });
  await sendDeliveries(needs());
}

async function outcomeOf(answer: Reply, member: { id: number; homeLibraryId: number }): Promise<string> {
  reply = answer;
  await t.db.deleteFrom('notification').execute();
  await t.db.deleteFrom('delivery').execute();
  await tell(member);
  const [delivery] = await deliveries();
  return `${delivery?.state} ${delivery?.outcome}`;
}

const cloud = async (config: object = {}) =>
  setUpChannel(t.db, 'whatsapp', {
    config: { baseUrl: `${carrier.url}/v23.0`, phoneNumberId: '106540352242922', templateName: '', ...config },
    secrets: { token: 'EAAG-rahasia' },
  });
const wantsWhatsapp = async (memberId: number) =>
  t.db
    .insertInto('noticePreference')
    .values({
      memberId,
      topicGroup: 'loans',
      channel: 'whatsapp',
      wanted: true,
      chosenAt: t.clock.now(),
      chosenBy: 'uji',
    })
    .execute();

test('WhatsApp: who said yes gets one message in the form of the Cloud API', async () => {
  await cloud();
  reply = {
    status: 200,
    body: {
      messaging_product: 'whatsapp',
      contacts: [{ input: '6281234567890', wa_id: '6281234567890' }],
      messages: [{ id: 'wamid.HBgN' }],
    },
  };
  const member = await aMember(t.ctx(), { fullName: 'Dimas Aji', phone: '0812-3456-7890' });
  await wantsWhatsapp(member.id);
  await tell(member);
  expect(carrier.heard).toHaveLength(1);
  const [heard] = carrier.heard;
  expect(heard?.path).toBe('/v23.0/106540352242922/messages');
  expect(heard?.headers.authorization).toBe('Bearer EAAG-rahasia');
  const [delivery] = await deliveries();
  expect(json(heard)).toMatchObject({
    messaging_product: 'whatsapp',
    to: '6281234567890',
    type: 'text',
    text: { preview_url: false },
    biz_opaque_callback_data: delivery?.messageKey,
  });
  expect(heard?.body.toString()).toContain('Laskar Pelangi');
  expect(delivery).toMatchObject({ state: 'sent', providerId: 'wamid.HBgN' });
});

test('WhatsApp: an approved template gets the text on one line, as its rules ask', async () => {
  await cloud({ templateName: 'kabar_perpustakaan' });
  reply = { status: 200, body: { messages: [{ id: 'wamid.1' }] } };
  const member = await aMember(t.ctx(), { phone: '+62 812 3456 7890' });
  await wantsWhatsapp(member.id);
  await tell(member);
  const sent = json(carrier.heard[0]);
  expect(sent).toMatchObject({ type: 'template', template: { name: 'kabar_perpustakaan', language: { code: 'id' } } });
  const text = /"text":"([^"]*)"/.exec(JSON.stringify(sent))?.[1] ?? '';
  expect(text).toContain('Laskar Pelangi');
  expect(text).not.toMatch(/\\n|\\t| {2}/);
});

test('WhatsApp: each answer has its consequence', async () => {
  await cloud();
  const member = await aMember(t.ctx(), { phone: '081234567890' });
  await wantsWhatsapp(member.id);
  const error = (code: number) => ({ error: { message: 'x', type: 'OAuthException', code, fbtrace_id: 'A' } });
  expect(await outcomeOf({ status: 400, body: error(131026) }, member)).toBe('failed address_unknown');
  expect(await outcomeOf({ status: 400, body: error(131047) }, member)).toBe('failed window_closed');
  expect(await outcomeOf({ status: 400, body: error(130429) }, member)).toBe('pending busy');
  expect(await outcomeOf({ status: 401, body: error(190) }, member)).toBe('pending not_configured');
  expect(await outcomeOf({ status: 503, body: 'busy' }, member)).toBe('pending busy');
  expect(await outcomeOf({ status: 502, body: 'gateway' }, member)).toBe('unknown no_answer');
  expect(await outcomeOf('break the line', member)).toBe('unknown no_answer');
});

test('WhatsApp without a connection: the message waits for a librarian’s phone', async () => {
  const member = await aMember(t.ctx(), { phone: '081234567890' });
  await tell(member);
  expect(await deliveries()).toMatchObject([{ channel: 'phone', state: 'pending', attempts: 0 }]);
  expect(carrier.heard).toEqual([]);
});

const bot = async () =>
  setUpChannel(t.db, 'telegram', {
    config: { apiRoot: carrier.url, botUsername: 'perpus_bot' },
    secrets: { botToken: '110201543:AAHdqTcv' },
  });
const links = async (memberId: number, chatId: string) =>
  t.db.insertInto('telegramChat').values({ memberId, chatId, linkedAt: t.clock.now() }).execute();

test('Telegram: a linked chat gets one message through the Bot API', async () => {
  await bot();
  reply = {
    status: 200,
    body: { ok: true, result: { message_id: 42, date: 1, chat: { id: 777, type: 'private' }, text: 'x' } },
  };
  const member = await aMember(t.ctx());
  await links(member.id, '777');
  await tell(member);
  expect(carrier.heard[0]?.path).toBe('/bot110201543:AAHdqTcv/sendMessage');
  expect(json(carrier.heard[0])).toMatchObject({ chat_id: '777', link_preview_options: { is_disabled: true } });
  expect(await deliveries()).toMatchObject([{ channel: 'telegram', state: 'sent', providerId: '42' }]);
});

test('Telegram: each answer has its consequence, and who blocks the bot is not written to again', async () => {
  await bot();
  const member = await aMember(t.ctx());
  await links(member.id, '778');
  const refusal = (code: number, description: string, parameters = {}) => ({
    status: code,
    body: { ok: false, error_code: code, description, parameters },
  });
  const busy = refusal(429, 'Too Many Requests: retry after 600', { retry_after: 600 });
  expect(await outcomeOf(busy, member)).toBe('pending busy');
  expect(toTheSecond((await deliveries())[0]?.nextAttemptAt)).toEqual(new Date('2026-11-25T10:10:00+07:00'));
  expect(await outcomeOf('break the line', member)).toBe('unknown no_answer');
  expect(await outcomeOf(refusal(400, 'Bad Request: chat not found'), member)).toBe('failed address_unknown');
  expect(await outcomeOf(refusal(403, 'Forbidden: bot was blocked by the user'), member)).toBe('failed no_consent');
  expect(await t.db.selectFrom('telegramChat').selectAll().where('memberId', '=', member.id).execute()).toEqual([]);
});

test('web push: the browser that subscribed can read it, and its service knows who sent it', async () => {
  await setUpChannel(t.db, 'push', {});
  reply = { status: 201, body: '' };
  const member = await aMember(t.ctx());
  const browser = makeBrowser();
  await t.db
    .insertInto('pushSubscription')
    .values({
      memberId: member.id,
      endpoint: `${carrier.url}/push/abc`,
      p256dh: browser.p256dh,
      auth: browser.auth,
      device: 'Firefox',
      createdAt: t.clock.now(),
    })
    .execute();
  await tell(member);
  const [heard] = carrier.heard;
  expect(heard?.path).toBe('/push/abc');
  expect(heard?.headers['content-encoding']).toBe('aes128gcm');
  expect(vapidHolds(heard?.headers.authorization, carrier.url)).toBe(true);
  expect(JSON.parse(browser.read(heard?.body ?? Buffer.alloc(0)))).toMatchObject({
    title: 'Hari ini kembali: 2 pinjaman',
    body: '- Laskar Pelangi: kembali hari ini\n- Bumi Manusia: kembali hari ini',
    url: 'https://perpus.example.org/akun',
  });
  expect(await deliveries()).toMatchObject([{ channel: 'push', state: 'sent' }]);
});

test('web push: a device with keys that are none is forgotten, and the others get the message', async () => {
  await setUpChannel(t.db, 'push', {});
  const member = await aMember(t.ctx());
  const { p256dh, auth } = makeBrowser();
  const row = { memberId: member.id, device: 'Chrome', createdAt: t.clock.now() };
  await t.db
    .insertInto('pushSubscription')
    .values([
      { ...row, p256dh: 'BPk', auth: 'x', endpoint: `${carrier.url}/push/rusak` },
      { ...row, p256dh, auth, endpoint: `${carrier.url}/push/utuh` },
    ])
    .execute();
  expect(await outcomeOf({ status: 201, body: '' }, member)).toBe('sent accepted');
  expect(carrier.heard.map(({ path }) => path)).toEqual(['/push/utuh']);
  expect(
    await t.db.selectFrom('pushSubscription').select('p256dh').where('memberId', '=', member.id).execute(),
  ).toEqual([{ p256dh }]);
});

test('web push: a device that is gone is forgotten', async () => {
  await setUpChannel(t.db, 'push', {});
  const member = await aMember(t.ctx());
  const browser = makeBrowser();
  const { p256dh, auth } = browser;
  const row = { memberId: member.id, p256dh, auth, device: 'Chrome', createdAt: t.clock.now() };
  await t.db
    .insertInto('pushSubscription')
    .values({ ...row, endpoint: `${carrier.url}/push/gone` })
    .execute();
  expect(await outcomeOf({ status: 429, body: '', headers: { 'retry-after': '120' } }, member)).toBe('pending busy');
  expect(await outcomeOf({ status: 410, body: '' }, member)).toBe('failed address_unknown');
  expect(await t.db.selectFrom('pushSubscription').select('id').where('memberId', '=', member.id).execute()).toEqual(
    [],
  );
});
