import { afterAll, beforeAll, expect, test } from 'vitest';
import { aMember } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { makeBrowser, sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { prepareChannels } from '../channels/channel-settings.ts';
import { listChannels, saveChannel } from '../channels/edit-channels.ts';
import { decideDelivery } from '../outbox/decide-delivery.ts';
import { getOwnChoices, saveOwnChoices, unsubscribe } from '../channels/edit-choices.ts';
import { addDevice, makeTelegramLink, pushKey, removeDevice, unlinkTelegram } from '../channels/link-devices.ts';
import { listPhoneMessages } from '../outbox/list-phone-messages.ts';
import { planDeliveries } from '../outbox/plan-deliveries.ts';
import { readTelegram } from '../channels/read-telegram.ts';
import { noticeNeeds, setUpChannel, tellDue, testSecrets } from '../testing.ts';
import { unsubscribeToken } from '../channels/unsubscribe-token.ts';

const t = useTestDb();
const mailer = createMailer(null, 'x@example.org');
const config = readConfig({ OUTGOING_HOSTS: '127.0.0.1' });
const needs = { ...noticeNeeds, db: t.db, clock: t.clock, mailer, secrets: testSecrets, config };
const asMember = (member: { id: number; number: string; fullName: string }): Ctx =>
  t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
const anonymous = () => t.ctx({ kind: 'anonymous' });

let updates: unknown[] = [];
/** What happens in the house while the bot is being asked. */
let meanwhile = async (): Promise<void> => Promise.resolve();
let bot: Awaited<ReturnType<typeof startCarrier>>;
beforeAll(async () => {
  await prepareChannels(t.db, testSecrets);
  bot = await startCarrier((heard, response) => {
    const asked = heard.path.endsWith('/getUpdates');
    const result = asked ? updates : { message_id: 1, date: 1, chat: { id: 1, type: 'private' } };
    void (asked ? meanwhile() : Promise.resolve()).then(() => sendJson(response, 200, { ok: true, result }));
  });
  await setUpChannel(t.db, 'telegram', {
    config: { apiRoot: bot.url, botUsername: 'perpus_bot' },
    secrets: { botToken: '1:a' },
  });
});
afterAll(async () => bot.stop());

test('a link in a message switches off that channel and nothing else, without signing in', async () => {
  const member = await aMember(t.ctx(), { email: 'a@example.org' });
  const token = unsubscribeToken(testSecrets, member.id, 'email');
  expect(await unsubscribe(anonymous(), testSecrets, token)).toEqual({ channel: 'email' });
  const { choices } = await getOwnChoices(asMember(member), needs);
  const wanted = choices.filter((choice) => choice.wanted);
  expect(wanted.some((choice) => choice.channel === 'email')).toBe(false);
  expect(wanted.some((choice) => choice.channel === 'push')).toBe(true);
  const forged = token.replace(/^\d+/, String(member.id + 1));
  await expect(unsubscribe(anonymous(), testSecrets, forged)).rejects.toMatchObject({ code: 'notices.link_not_valid' });
});

test('a member links Telegram by a code that works once and not for long', async () => {
  const member = await aMember(t.ctx());
  const code = async () =>
    new URL((await makeTelegramLink(asMember(member), needs)).url).searchParams.get('start') ?? '';
  const say = (id: number, chat: number, text: string) => ({
    update_id: id,
    message: { message_id: id, date: 1, chat: { id: chat, type: 'private' }, text },
  });
  const chats = async () =>
    t.db.selectFrom('telegramChat').select(['memberId', 'chatId']).where('memberId', '=', member.id).execute();
  const first = await code();
  updates = [say(10, 555, 'halo'), say(11, 555, `/start ${first}`)];
  await readTelegram(needs);
  expect(await chats()).toEqual([{ memberId: member.id, chatId: '555' }]);
  // the same code from somebody else
  updates = [say(12, 666, `/start ${first}`)];
  await readTelegram(needs);
  expect(await chats()).toEqual([{ memberId: member.id, chatId: '555' }]);
  const asked = bot.heard.filter((heard) => heard.path.endsWith('/getUpdates')).map((heard) => heard.body.toString());
  expect(asked[1]).toContain('"offset":12');
  const late = await code();
  t.clock.set('2026-11-25T10:31:00+07:00');
  updates = [say(13, 777, `/start ${late}`)];
  await readTelegram(needs);
  expect(await chats()).toEqual([{ memberId: member.id, chatId: '555' }]);
  await unlinkTelegram(asMember(member));
  expect(await chats()).toEqual([]);
});

test('a chat that cannot be linked stops no other, and is not asked about for ever', async () => {
  const [bad, good] = [await aMember(t.ctx()), await aMember(t.ctx())];
  const start = async (member: typeof bad, id: number) => {
    const code = new URL((await makeTelegramLink(asMember(member), needs)).url).searchParams.get('start') ?? '';
    const chat = { id: 900 + id, type: 'private' };
    return { update_id: id, message: { message_id: id, date: 1, chat, text: `/start ${code}` } };
  };
  updates = [await start(bad, 20), await start(good, 21)];
  const mend = await refuseRow(t.db, 'telegram_chat', { on: 'insert', when: `new.member_id = ${bad.id}` });
  await expect(readTelegram(needs)).rejects.toThrow('1 of a round failed');
  await mend();
  const linked = await t.db
    .selectFrom('telegramChat')
    .select('memberId')
    .where('chatId', 'in', ['920', '921'])
    .execute();
  expect(linked).toEqual([{ memberId: good.id }]);
  updates = [];
  await readTelegram(needs);
  expect(bot.heard.at(-1)?.body.toString()).toContain('"offset":22');
});

test('who sets up another bot while the first is being read has another bot, read from its beginning', async () => {
  const other = async () => (await listChannels(t.ctx(), needs)).find(({ channel }) => channel === 'telegram');
  const save = async (apiRoot: string, botToken: string) =>
    saveChannel(t.ctx(), needs, 'telegram', { enabled: true, config: { apiRoot }, secrets: { botToken } });
  updates = [{ update_id: 700, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'halo' } }];
  await readTelegram(needs);
  expect((await other())?.config).toMatchObject({ offset: 701 });
  meanwhile = async () => save('https://bot.contoh.example', '2:b');
  await readTelegram(needs);
  meanwhile = async () => Promise.resolve();
  expect((await other())?.config).toMatchObject({ apiRoot: 'https://bot.contoh.example', offset: 0 });
  await save(bot.url, '1:a');
  // said again without a new token, it is the same bot
  await saveChannel(t.ctx(), needs, 'telegram', { enabled: true, config: { botUsername: 'perpus_bot' } });
  await readTelegram(needs);
  expect((await other())?.config).toMatchObject({ apiRoot: bot.url, offset: 701 });
});

test('a browser subscribes with our key, only at a known push service, and belongs to who used it last', async () => {
  const one = await aMember(t.ctx());
  const other = await aMember(t.ctx());
  expect(await pushKey(anonymous(), needs)).toMatch(/^[\w-]{80,}$/);
  const { p256dh, auth } = makeBrowser();
  const at = (endpoint: string) => ({ endpoint, keys: { p256dh, auth }, device: 'Firefox' });
  for (const foreign of [
    'https://127.0.0.1/x',
    'http://fcm.googleapis.com/x',
    'https://fcm.googleapis.com.evil.id/x',
  ]) {
    await expect(addDevice(asMember(one), needs, at(foreign))).rejects.toMatchObject({
      code: 'notices.foreign_push_service',
    });
  }
  const endpoint = 'https://updates.push.services.mozilla.com/wpush/v2/abc';
  await addDevice(asMember(one), needs, at(endpoint));
  await addDevice(asMember(other), needs, at(endpoint));
  expect((await getOwnChoices(asMember(one), needs)).devices).toEqual([]);
  const [device] = (await getOwnChoices(asMember(other), needs)).devices;
  await removeDevice(asMember(one), device?.id ?? 0);
  expect((await getOwnChoices(asMember(other), needs)).devices).toHaveLength(1);
  await removeDevice(asMember(other), device?.id ?? 0);
  expect((await getOwnChoices(asMember(other), needs)).devices).toEqual([]);
});

test('keys that are no browser’s are refused, and nobody gathers more devices than a person has', async () => {
  const member = await aMember(t.ctx());
  const { p256dh, auth } = makeBrowser();
  const add = async (nth: number, keys = { p256dh, auth }) => {
    t.clock.set(`2026-11-25T10:${String(nth).padStart(2, '0')}:00+07:00`);
    const endpoint = `https://updates.push.services.mozilla.com/wpush/v2/${nth}`;
    return addDevice(asMember(member), needs, { endpoint, keys, device: `Peramban ${nth}` });
  };
  const offCurve = Buffer.alloc(65, 4).toString('base64url');
  for (const keys of [
    { p256dh: 'BPk', auth },
    { p256dh, auth: 'x' },
    { p256dh: offCurve, auth },
  ])
    await expect(add(0, keys)).rejects.toMatchObject({ code: 'platform.invalid_input', fields: { keys: 'invalid' } });
  for (let nth = 1; nth <= 12; nth += 1) await add(nth);
  const { devices } = await getOwnChoices(asMember(member), needs);
  expect(devices).toHaveLength(10);
  expect(devices[0]?.device).toBe('Peramban 3');
});

test('the librarian’s phone gets a list of links, and what was sent by hand leaves it', async () => {
  const ctx = t.ctx();
  const member = await aMember(ctx, { fullName: 'Bu Sri', phone: '0812-3456-7890' });
  await tellDue(ctx, member, ['Laskar Pelangi']);
  await planDeliveries(needs, { atOnce: true });
  // one that cannot be written (of a release before) keeps nobody else waiting
  const other = await aMember(ctx, { phone: '0812-3456-7891' });
  await tellDue(ctx, other, ['Bumi Manusia']);
  await planDeliveries(needs, { atOnce: true });
  await t.db.updateTable('notification').set({ params: '{"x":1}' }).where('memberId', '=', other.id).execute();
  const [message, ...more] = await listPhoneMessages(ctx, noticeNeeds);
  expect(more).toEqual([]);
  await t.db.deleteFrom('delivery').where('memberId', '=', other.id).execute();
  expect(message).toMatchObject({ memberName: 'Bu Sri', phone: '+6281234567890' });
  expect(message?.href.startsWith('https://wa.me/6281234567890?text=Halo%20Bu%20Sri')).toBe(true);
  expect(decodeURIComponent(message?.href ?? '')).toContain('Laskar Pelangi');
  await decideDelivery(ctx, message?.deliveryId ?? 0, 'sent');
  expect(await listPhoneMessages(ctx, noticeNeeds)).toEqual([]);
  await expect(decideDelivery(ctx, message?.deliveryId ?? 0, 'retry')).rejects.toMatchObject({
    code: 'notices.not_possible',
  });
});

test('what was chosen between planning and sending counts', async () => {
  const member = await aMember(t.ctx(), { email: 'c@example.org' });
  await saveOwnChoices(asMember(member), [{ group: 'loans', channel: 'email', wanted: false }]);
  await tellDue(t.ctx(), member, ['Bumi Manusia']);
  await planDeliveries({ ...needs, mailer: createMailer('smtp://127.0.0.1:1', 'x@y.z') }, { atOnce: true });
  expect(await t.db.selectFrom('delivery').select('id').where('memberId', '=', member.id).execute()).toEqual([]);
});
