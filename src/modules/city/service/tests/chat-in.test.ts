import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember, eraseByNumber } from '#modules/people/members/testing';
import {
  deliverToGuests,
  hearWhatsapp,
  noticeNeeds,
  noticesPersonalData,
  readTelegram,
  setUpChannel,
  testSecrets,
  tidyNotices,
} from '#modules/people/notifications/testing';
import { systemCtx, type Ctx } from '#platform/context';
import { createMailer } from '#platform/sending/mail';
import { hubSignature, sendJson, startCarrier } from '../../../../../tests/support/carriers.ts';
import { refuseRow } from '../../../../../tests/support/failing-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { takeChats } from '../chats/take-chats.ts';
import { answerTicket, sendTicket, splitTicket, ticketForm, viewTicket } from '../index.ts';
import { servicePersonalData } from '../personal-data.ts';
import { closeResolved, findByNumber, resolveSilent } from '../testing.ts';

const t = useTestDb();
const needs = {
  ...{ ...noticeNeeds, db: t.db, clock: t.clock, secrets: testSecrets },
  mailer: createMailer(null, 'perpus@example.org'),
};
let carrier: Awaited<ReturnType<typeof startCarrier>>;
let updates: unknown[] = [];
let desk: Ctx;
let libraryId = 0;

beforeAll(async () => {
  carrier = await startCarrier((heard, response) => {
    const asked = heard.path.endsWith('/getUpdates');
    const result = asked ? updates : { message_id: 1, date: 1, chat: { id: 1, type: 'private' } };
    sendJson(response, 200, { ok: true, result });
  });
  await setUpChannel(t.db, 'telegram', {
    config: { apiRoot: carrier.url, botUsername: 'perpus_bot' },
    secrets: { botToken: '1:a' },
  });
  await setUpChannel(t.db, 'whatsapp', {
    config: { baseUrl: carrier.url, phoneNumberId: '1065' },
    secrets: { token: 'EAAG', appSecret: 'rahasia' },
  });
  libraryId = (await aLibrary(t.ctx())).id;
  const { id } = await makeAccount(t, { username: 'dewi', fullName: 'Petugas Uji' });
  desk = t.ctx({ id, grants: [{ libraryId, permissions: ['enquiries.answer', 'complaints.answer'] }] });
});
afterAll(async () => carrier.stop());
beforeEach(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  carrier.heard.length = 0;
  await t.db.deleteFrom('rateLimit').execute();
  await t.db.updateTable('noticeChannel').set({ enabled: true }).execute();
});

const job = () => systemCtx(t.db, t.clock, 'service.chats');
const take = async () => takeChats(job(), needs);
const tickets = async () => t.db.selectFrom('ticket').selectAll().orderBy('id').execute();
/** The ticket that came last, as staff see it. */
async function latest() {
  return viewTicket(desk, (await tickets()).at(-1)?.id ?? 0);
}
const textsOf = (ticket: { messages: { text: string }[] }) => ticket.messages.map(({ text }) => text);
async function solve(id: number, outcome: 'resolved' | 'waiting_patron') {
  const { version } = await viewTicket(desk, id);
  await answerTicket(desk, id, { text: 'Hari apa?', outcome, version });
}

let ids = 0;
const update = (chat: number, more: object) => {
  ids += 1;
  const from = { id: chat, is_bot: false, first_name: 'Dina' };
  return { update_id: ids, message: { message_id: ids, date: 1, chat: { id: chat, type: 'private' }, from, ...more } };
};
/** Reads what was written to the bot; what Telegram would do too, it is given again until the next. */
async function hear(...given: unknown[]) {
  updates = given;
  await readTelegram(needs);
}
/** Writes to the bot, and the job makes of it what it becomes. */
async function say(chat: number, ...words: string[]) {
  await hear(...words.map((text) => update(chat, { text })));
  await take();
}
/** What the bot said, by chat. */
const botSaid = () =>
  carrier.heard
    .filter(({ path }) => path.endsWith('/sendMessage'))
    .map(({ body }) => JSON.parse(body.toString()) as { chat_id: string; text: string });
async function linked(more: Parameters<typeof aMember>[1] = {}) {
  const member = await aMember(t.ctx(), more);
  const chat = 1000 + member.id;
  const row = { memberId: member.id, chatId: String(chat), linkedAt: t.clock.now() };
  await t.db.insertInto('telegramChat').values(row).execute();
  return { member, chat };
}

const metaCall = (messages: object[]) => {
  const metadata = { phone_number_id: '1065', display_phone_number: '62342801234' };
  const contacts = [{ wa_id: '6281234500001', profile: { name: 'Dina' } }];
  return JSON.stringify({ entry: [{ changes: [{ field: 'messages', value: { metadata, contacts, messages } }] }] });
};
const message = (phone: string, body: string, id = `wamid.${(ids += 1)}`) => ({
  ...{ id, from: phone, type: 'text', text: { body } },
});
async function called(body: string, signature = hubSignature('rahasia', body)) {
  await hearWhatsapp({ ...needs, clock: t.clock }, body, signature);
}
async function chat(phone: string, ...words: string[]) {
  await called(metaCall(words.map((body) => message(phone, body))));
  await take();
}
let phones = 0;
/** A number that has not written before. */
const number = () => `6281234${String(567_000 + (phones += 1))}`;
const toldTo = async (phone: string) =>
  (
    await t.db.selectFrom('guestMessage').select(['topic', 'params', 'path']).where('phone', '=', `+${phone}`).execute()
  ).map(({ topic, path, params }) => ({ topic, path, params: params as Record<string, unknown> }));

describe('Telegram', () => {
  test('what a member writes to the bot is a ticket of theirs; the next lines go on with it, and it is told once', async () => {
    const { member, chat: own } = await linked({ fullName: 'Dina Puspita' });
    const before = (await tickets()).length;
    await say(own, 'Halo kak', 'Sabtu buka?');
    await say(own, 'Atau Minggu?');
    expect((await tickets()).length).toBe(before + 1);
    const ticket = await latest();
    expect(ticket).toMatchObject({
      ...{ via: 'telegram', contactKind: 'account', memberId: member.id, contact: '', contactName: '', libraryId },
      ...{ senderName: 'Dina Puspita', state: 'new', kind: 'question' },
    });
    expect(textsOf(ticket)).toEqual(['Halo kak', 'Sabtu buka?', 'Atau Minggu?']);
    const told = t.db.selectFrom('notification').select('params').where('memberId', '=', member.id);
    expect(await told.execute()).toMatchObject([{ params: { news: 'received' } }]);
    const trace = t.db.selectFrom('auditEvent').select('action').where('subjectId', '=', member.id).orderBy('id');
    const actions = (await trace.execute()).map(({ action }) => action).filter((one) => one.startsWith('ticket.'));
    expect(actions).toEqual(['ticket.received', 'ticket.wrote', 'ticket.wrote']);
    // nothing of it waits any more
    const waiting = t.db.selectFrom('heardMessage').select(['words', 'memberId']).where('takenAt', 'is', null);
    expect(await waiting.execute()).toEqual([]);
  });

  test('what answers a question of the library sets its clock going, and what was solved is open again', async () => {
    const { chat: own } = await linked();
    await say(own, 'Kapan mobil datang?');
    const { id } = await latest();
    await solve(id, 'waiting_patron');
    await say(own, 'Senin');
    expect((await viewTicket(desk, id)).state).toBe('open');
    await solve(id, 'resolved');
    await say(own, 'Belum datang');
    expect((await viewTicket(desk, id)).state).toBe('open');
  });

  test('what was closed a while ago stays closed: a ticket of its own', async () => {
    const { chat: own } = await linked();
    await say(own, 'Kapan mobil datang?');
    const { id } = await latest();
    await solve(id, 'resolved');
    t.clock.set('2026-12-03T10:00:00+07:00');
    await closeResolved(job());
    expect((await viewTicket(desk, id)).state).toBe('closed');
    t.clock.set('2026-12-09T10:00:00+07:00');
    await say(own, 'Terima kasih');
    expect((await viewTicket(desk, id)).state).toBe('open');
    await solve(id, 'resolved');
    t.clock.set('2026-12-17T10:00:00+07:00');
    await closeResolved(job());
    t.clock.set('2026-12-25T10:00:00+07:00');
    await say(own, 'Ada buku baru?');
    expect((await latest()).id).not.toBe(id);
    expect((await viewTicket(desk, id)).state).toBe('closed');
  });

  test('a part that staff made of it is asked about: the answer belongs to the part', async () => {
    const { chat: own } = await linked();
    await say(own, 'Kapan mobil datang?', 'Dan lampu rusak.');
    const main = await latest();
    await splitTicket(desk, main.id, { messageId: main.messages.at(-1)?.id ?? 0, kind: 'complaint' });
    const part = await latest();
    expect(part).toMatchObject({ via: 'telegram', splitFrom: { id: main.id } });
    await say(own, 'Halo?');
    expect(textsOf(await viewTicket(desk, main.id))).toContain('Halo?');
    await solve(part.id, 'waiting_patron');
    await say(own, 'Lampu di toilet');
    expect(textsOf(await viewTicket(desk, part.id))).toContain('Lampu di toilet');
  });

  test('a picture with words is taken without the picture, and says so; too long a text is cut and says so', async () => {
    const { chat: own } = await linked();
    await hear(
      update(own, { photo: [{ file_id: 'A' }], caption: 'Raknya rusak' }),
      update(own, { text: 'b'.repeat(9000) }),
    );
    await take();
    const [first = '', second = ''] = textsOf(await latest());
    expect(first).toBe('Raknya rusak\n\n(Berkas yang dikirim bersamanya tidak kami terima.)');
    expect(second.length).toBeLessThanOrEqual(5000);
    expect(second).toMatch(/b\n\n\(Pesan ini lebih panjang; lanjutannya tidak kami terima\.\)$/);
  });

  test('who is not linked, commands, voices and too much are answered by one sentence an hour for each reason, and are no ticket', async () => {
    const { chat: own } = await linked();
    const before = (await tickets()).length;
    await say(4711, 'Halo', 'Ada orang?');
    await say(4711, 'Halo?');
    expect(botSaid()).toMatchObject([{ chat_id: '4711', text: expect.stringContaining('Tautkan Telegram') as string }]);
    expect(botSaid()[0]?.text).toContain('https://perpus.example.org/bantuan');
    await hear(update(own, { voice: { file_id: 'A' } }), update(own, { text: '/help' }), update(own, { sticker: {} }));
    await take();
    await hear(update(own, { photo: [{ file_id: 'A' }], media_group_id: '1' }), update(own, { text: '/start' }));
    expect(botSaid().slice(1)).toMatchObject([
      { text: expect.stringContaining('hanya bisa membaca tulisan') as string },
      { chat_id: String(own) },
    ]);
    expect((await tickets()).length).toBe(before);
    // and nothing of the stranger is kept
    expect(JSON.stringify(await t.db.selectFrom('rateLimit').selectAll().execute())).not.toContain('4711');
    // that too much came is another reason, which is told in the same hour
    await say(own, ...Array.from({ length: 25 }, (_, nth) => `Baris ${nth}`));
    expect(textsOf(await latest())).toHaveLength(20);
    expect(botSaid().slice(3)).toMatchObject([{ text: expect.stringContaining('sudah banyak') as string }]);
  });

  test('heard again after a power cut, and by two processes at once, it is one message', async () => {
    const { chat: own } = await linked();
    const one = update(own, { text: 'Sekali saja' });
    await Promise.all([hear(one), hear(one)]);
    await hear(one);
    await Promise.all([take(), take()]);
    expect(textsOf(await latest())).toEqual(['Sekali saja']);
    await hear(one, update(own, { text: 'Lalu ini' }));
    await take();
    expect(textsOf(await latest())).toEqual(['Sekali saja', 'Lalu ini']);
  });

  test('what cannot be kept is not moved past; what cannot be taken waits and stops nobody else', async () => {
    const [{ chat: bad, member }, { chat: good }] = [await linked(), await linked()];
    const given = [update(bad, { text: 'Pertama' }), update(good, { text: 'Kedua' })];
    const mendKeeping = await refuseRow(t.db, 'heard_message', { on: 'insert', when: `new.member_id = ${member.id}` });
    await expect(hear(...given)).rejects.toThrow();
    await mendKeeping();
    await hear(...given);
    const mendTaking = await refuseRow(t.db, 'ticket', { on: 'insert', when: `new.member_id = ${member.id}` });
    await expect(take()).rejects.toThrow('1 of a round failed');
    expect(textsOf(await latest())).toEqual(['Kedua']);
    await mendTaking();
    await take();
    expect(textsOf(await latest())).toEqual(['Pertama']);
  });

  test('switched off, the bot says that nobody reads there; a member who is erased meanwhile is known no more', async () => {
    const [{ chat: own, member }, { chat: other }] = [await linked({ fullName: 'Zulaikha' }), await linked()];
    await hear(update(own, { text: 'Saya Zulaikha' }));
    await eraseByNumber(t.ctx(), [...noticesPersonalData, servicePersonalData], member.number);
    const before = (await tickets()).length;
    await take();
    await say(own, 'Halo?');
    expect(botSaid()).toMatchObject([{ text: expect.stringContaining('Tautkan Telegram') as string }]);
    await setUpChannel(t.db, 'telegram', { config: { takesIn: 'no' } });
    await say(other, 'Halo');
    expect(botSaid()[1]?.text).toContain('tidak dibaca petugas');
    expect((await tickets()).length).toBe(before);
    expect(await t.db.selectFrom('heardMessage').select('id').where('words', 'is not', null).execute()).toEqual([]);
    await setUpChannel(t.db, 'telegram', { config: { takesIn: 'yes' } });
  });
});

describe('WhatsApp', () => {
  test('what a number writes is a ticket that is answered there; the next lines go on with it', async () => {
    const phone = '6281234500001';
    await chat(phone, 'Hello, can you please tell me if you are open?');
    await chat(phone, 'On Saturday?');
    const ticket = await latest();
    expect(ticket).toMatchObject({
      ...{ via: 'whatsapp', contactKind: 'whatsapp', contact: `+${phone}`, contactName: 'Dina', language: 'en' },
      ...{ memberId: null, libraryId, kind: 'question' },
    });
    expect(textsOf(ticket)).toEqual(['Hello, can you please tell me if you are open?', 'On Saturday?']);
    expect(await toldTo(phone)).toMatchObject([
      { topic: 'ticket', path: '/bantuan', params: { news: 'received', byChat: true, title: ticket.number } },
    ]);
    // who writes there is kept where it is needed, and nowhere else
    expect(JSON.stringify(await t.db.selectFrom('heardMessage').selectAll().execute())).not.toContain(phone);
    expect(JSON.stringify(await t.db.selectFrom('rateLimit').selectAll().execute())).not.toContain(phone);
  });

  test('a call again, two at once, a forged one and one that is no JSON make nothing more', async () => {
    const before = (await tickets()).length;
    const phone = number();
    const body = metaCall([message(phone, 'Sekali saja'), message(phone, 'Dua kali')]);
    await expect(called(body, hubSignature('bukan rahasia', body))).rejects.toMatchObject({
      code: 'platform.forbidden',
    });
    await expect(called(body, '')).rejects.toMatchObject({ code: 'platform.forbidden' });
    await Promise.all([called(body), called(body)]);
    await Promise.all([take(), take()]);
    await called(body);
    await called('bukan json');
    await take();
    expect((await tickets()).length).toBe(before + 1);
    expect(textsOf(await latest())).toEqual(['Sekali saja', 'Dua kali']);
  });

  test('who typed that number into the form reads nothing of what its owner writes: a ticket beside it', async () => {
    const phone = number();
    const { token } = await ticketForm(t.ctx({ kind: 'anonymous' }), testSecrets);
    const form = await sendTicket(
      t.ctx({ kind: 'anonymous' }),
      { secrets: testSecrets, storage: t.storage },
      {
        ...{ token, proof: '', ip: '198.51.100.9', kind: 'question', text: 'Apakah buka?' },
        ...{ contactKind: 'whatsapp', contact: `+${phone}` },
      },
    );
    await chat(phone, 'Siapa ini?');
    const formId = await findByNumber(desk, form.number);
    expect(textsOf(await viewTicket(desk, formId))).toEqual(['Apakah buka?']);
    expect(await latest()).toMatchObject({ via: 'whatsapp', linked: [{ number: form.number }] });
  });

  test('voices are told once an hour that only words are read; stickers and other numbers of the account nothing', async () => {
    const before = (await tickets()).length;
    const phone = number();
    await called(metaCall([{ id: 'wamid.suara1', from: phone, type: 'audio', audio: { id: '1' } }]));
    await called(metaCall([{ id: 'wamid.suara2', from: phone, type: 'audio', audio: { id: '2' } }]));
    await called(metaCall([{ id: 'wamid.stiker', from: phone, type: 'sticker', sticker: { id: '2' } }]));
    await called(metaCall([message(phone, 'Halo')]).replace('"1065"', '"1066"'));
    await take();
    expect(await toldTo(phone)).toMatchObject([{ topic: 'chat_hint', params: { why: 'words_only' } }]);
    await deliverToGuests(t, null);
    const sent = carrier.heard.map(({ body }) => body.toString()).find((body) => body.includes(`"to":"${phone}"`));
    expect(sent).toContain('di sini kami hanya bisa membaca tulisan');
    expect(sent).toContain('https://perpus.example.org/bantuan');
    expect((await tickets()).length).toBe(before);
  });

  test('switched off, nothing is heard, and nobody is told to write back there', async () => {
    const phone = number();
    await chat(phone, 'Apakah buka?');
    const { id } = await latest();
    await setUpChannel(t.db, 'whatsapp', { config: { takesIn: 'no' } });
    await chat(phone, 'Halo?');
    expect(textsOf(await viewTicket(desk, id))).toEqual(['Apakah buka?']);
    await solve(id, 'waiting_patron');
    expect((await toldTo(phone)).at(-1)?.params).not.toHaveProperty('byChat');
    await setUpChannel(t.db, 'whatsapp', { config: { takesIn: 'yes' } });
  });

  test('what waits from the number of a member who is erased goes, and what is known again goes after its time', async () => {
    const phone = number();
    const member = await aMember(t.ctx(), { phone: `+${phone}` });
    await called(metaCall([message(phone, 'Ini saya')]));
    const before = (await tickets()).length;
    await eraseByNumber(t.ctx(), [...noticesPersonalData, servicePersonalData], member.number);
    await take();
    expect((await tickets()).length).toBe(before);
    const kept = async () => (await t.db.selectFrom('heardMessage').select('id').execute()).length;
    expect(await kept()).toBeGreaterThan(0);
    await called(metaCall([message(number(), 'Menunggu')]));
    t.clock.set('2026-12-26T10:00:00+07:00');
    await tidyNotices(needs);
    expect(await t.db.selectFrom('heardMessage').select('id').where('takenAt', 'is', null).execute()).toEqual([]);
    expect(await kept()).toBeGreaterThan(0);
    t.clock.set('2028-02-01T10:00:00+07:00');
    await tidyNotices(needs);
    expect(await kept()).toBe(0);
  });
});

test('who says nothing for thirty days is told to write back only where that is heard', async () => {
  const form = async (contact: string, contactKind: 'email' | 'whatsapp') => {
    const { token } = await ticketForm(t.ctx({ kind: 'anonymous' }), testSecrets);
    const sent = { token, proof: '', ip: '198.51.100.10', kind: 'question' as const, text: 'Apakah buka?' };
    const sending = { secrets: testSecrets, storage: t.storage };
    const made = await sendTicket(t.ctx({ kind: 'anonymous' }), sending, { ...sent, contactKind, contact });
    return findByNumber(desk, made.number);
  };
  const toldLast = async (id: number): Promise<string> => {
    const about = `ticket:${id}`;
    const [guest, member] = [
      await t.db
        .selectFrom('guestMessage')
        .select(['params', 'path'])
        .where('about', '=', about)
        .orderBy('id')
        .execute(),
      await t.db.selectFrom('notification').select('params').where('about', '=', about).orderBy('id').execute(),
    ];
    const path = guest.at(-1)?.path ?? '';
    return JSON.stringify([...guest, ...member].at(-1)?.params) + (path.startsWith('/bantuan/nilai/') ? ' nilai' : '');
  };
  const afterSilence = async (imapUrl: string | null, meanwhile: (memberId: number) => Promise<void>) => {
    await t.db.deleteFrom('rateLimit').execute();
    await chat(number(), 'Kapan mobil datang?');
    const whatsapp = (await latest()).id;
    const { chat: own, member } = await linked();
    await say(own, 'Kapan mobil datang?');
    const telegram = (await latest()).id;
    const all = [whatsapp, telegram, await form(`+${number()}`, 'whatsapp'), await form('diam@example.org', 'email')];
    for (const id of all) await solve(id, 'waiting_patron');
    await meanwhile(member.id);
    t.clock.set(new Date(t.clock.now().getTime() + 31 * 86_400_000).toISOString());
    await resolveSilent(job(), { ...needs, config: { ...needs.config, imapUrl } });
    const told = await Promise.all(all.map(toldLast));
    return told.map(
      (words) =>
        (words.includes('Balas saja') ? 'balas' : /tautan ini/.test(words) ? 'tautan' : words) +
        (words.endsWith(' nilai') ? ', nilai' : ''),
    );
  };
  expect(await afterSilence(null, async () => Promise.resolve())).toEqual([
    ...['balas, nilai', 'balas', 'tautan', 'tautan'],
  ]);
  const told = await afterSilence('imaps://a:b@mail.example.org', async (memberId) => {
    await t.db.deleteFrom('telegramChat').where('memberId', '=', memberId).execute();
    await setUpChannel(t.db, 'whatsapp', { config: { takesIn: 'no' } });
  });
  expect(told).toEqual(['tautan', 'tautan', 'tautan', 'balas']);
});
