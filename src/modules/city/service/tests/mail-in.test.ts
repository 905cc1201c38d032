import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { deliverAll, deliverToGuests, testSecrets } from '#modules/people/notifications/testing';
import type { Ctx } from '#platform/context';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { broughtPdf } from '../../../../../tests/support/brought-pdf.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { wholeDatabase } from '../../../../../tests/support/whole-database.ts';
import { answerTicket, mergeTickets, sendTicket, ticketForm, viewTicket } from '../index.ts';
import { ourMail } from '../mail/our-mail.ts';
import { receiveMail } from '../mail/receive-mail.ts';
import { LIBRARY, attached, bounceOf, part, parted, rawMail } from '../../../../../tests/support/raw-mail.ts';
import { servicePersonalData } from '../personal-data.ts';
import { forgetSenders } from '../forget-senders.ts';
import { findByNumber } from '../testing.ts';

const t = useTestDb();
const needs = { secrets: testSecrets, storage: t.storage };
const own = ourMail({ mailFrom: `Perpus <${LIBRARY}>`, imapUrl: null, publicUrl: 'https://perpus.example.org' });
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let desk: Ctx;
let libraryId = 0;

beforeAll(async () => {
  smtp = await startMailServer();
  libraryId = (await aLibrary(t.ctx())).id;
  const { id } = await makeAccount(t, { username: 'dewi', fullName: 'Petugas Uji' });
  desk = t.ctx({ id, grants: [{ libraryId, permissions: ['enquiries.answer', 'complaints.answer'] }] });
});
afterAll(async () => smtp.stop());
beforeEach(async () => {
  smtp.mails.length = 0;
  await t.db.deleteFrom('rateLimit').execute();
});

const receive = async (raw: string | Buffer, { storage }: Pick<typeof needs, 'storage'> = needs) =>
  receiveMail(t.ctx({ kind: 'system', name: 'service.mail' }), { ...needs, storage }, Buffer.from(raw), own);
const pdf = Buffer.from(await broughtPdf('Lampiran'));
/** A mail with a file. */
const withFile = (more: Record<string, string>) =>
  parted('mixed', [part('text/plain', 'Lihat.'), attached('application/pdf', 'b.pdf', pdf)], more);
const tickets = async () => t.db.selectFrom('ticket').selectAll().orderBy('id').execute();
/** The ticket that came last, as staff see it. */
async function latest() {
  const all = await tickets();
  return viewTicket(desk, all.at(-1)?.id ?? 0);
}
const send = async () => deliverToGuests(t, smtp.url);
/** The Message-ID of the mail that went out last to an address. */
function sentId(to: string): string {
  const raw = smtp.mails.findLast((mail) => mail.to.includes(to))?.raw ?? '';
  return /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? '';
}
let people = 0;
/** Somebody who has not written before. */
const somebody = (): string => `warga${(people += 1)}@example.org`;
async function solve(id: number, outcome: 'resolved' | 'waiting_patron' = 'waiting_patron') {
  const { version } = await viewTicket(desk, id);
  await answerTicket(desk, id, { text: 'Hari apa?', outcome, version });
}

describe('a mail', () => {
  test('becomes a ticket, and whoever wrote it is told that it came', async () => {
    const from = somebody();
    expect(await receive(rawMail('Apakah Sabtu buka?', { From: `Dina <${from}>` }))).toBe('ticket');
    expect(await latest()).toMatchObject({
      ...{ via: 'mail', kind: 'question', state: 'new', contactKind: 'email', contact: from, contactName: 'Dina' },
      ...{ title: 'Jam buka', language: 'id', proven: false, libraryId },
      messages: [{ author: 'person', text: 'Jam buka\n\nApakah Sabtu buka?' }],
      steps: [{ what: 'received', detail: 'question' }],
    });
    await send();
    const [told] = smtp.mails.filter(({ to }) => to.includes(from));
    expect(told?.text).toContain('Sudah kami terima. Terima kasih. Tidak perlu kode: cukup balas surel ini.');
    expect(told?.raw).toContain('Auto-Submitted: auto-generated');
    // by `All` a server of Microsoft would not report a failure either
    expect(told?.raw).toContain('X-Auto-Response-Suppress: OOF, AutoReply, RN, NRN');
    // nothing that a stranger typed, and no code, goes to an address that anybody may have typed
    expect(told?.raw).not.toMatch(/Sabtu|Dina|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  });

  test('in English is answered in English', async () => {
    const from = somebody();
    await receive(rawMail('Hello, can you please tell me if you are open?', { From: from, Subject: 'Opening hours' }));
    await send();
    expect(smtp.mails.find(({ to }) => to.includes(from))?.text).toContain('received');
  });

  test('read twice, and by two processes at once, makes nothing twice', async () => {
    const before = (await tickets()).length;
    const raw = rawMail('Halo', { From: somebody() });
    // a server on its way writes another line
    const other = `Received: from mx2.example.org\r\n${raw}`;
    const outcomes = await Promise.all([receive(raw), receive(raw), receive(other)]);
    expect(outcomes.toSorted()).toEqual(['again', 'again', 'ticket']);
    expect(await receive(raw)).toBe('again');
    const nameless = rawMail('Tanpa id', { 'Message-ID': null, From: somebody() });
    expect([await receive(nameless), await receive(nameless)]).toEqual(['ticket', 'again']);
    expect((await tickets()).length).toBe(before + 2);
  });

  test('of a program that gives all its mails one id is not lost', async () => {
    const from = somebody();
    const same = { From: from, 'Message-ID': '<satu@example.org>' };
    expect([await receive(rawMail('Satu', same)), await receive(rawMail('Dua', same))]).toEqual(['ticket', 'ticket']);
  });

  test('of programs, and of our own, makes nothing and is told nothing', async () => {
    await send();
    smtp.mails.length = 0;
    const before = (await tickets()).length;
    expect(await receive(rawMail('Cuti', { 'Auto-Submitted': 'auto-replied' }))).toBe('auto');
    expect(await receive(rawMail('Halo', { From: LIBRARY }))).toBe('loop');
    expect((await tickets()).length).toBe(before);
    await send();
    expect(smtp.mails).toEqual([]);
  });

  test('that waits while files cannot be written is counted once', async () => {
    const raw = withFile({ From: somebody() });
    const full = async () => Promise.reject(new Error('no space'));
    for (let nth = 0; nth < 25; nth += 1) {
      await expect(receive(raw, { storage: { ...t.storage, put: full } })).rejects.toThrow('no space');
    }
    expect(await receive(raw)).toBe('ticket');
    await send();
    expect(smtp.mails).toHaveLength(1);
  });

  test('of somebody at our own host is theirs; our own by its key is not', async () => {
    const id = { 'Message-ID': '<7d4f8a10-3a5e-4d61-9f70-b7a3f1d2c001@perpus.example.org>' };
    expect(await receive(rawMail('Halo', { From: somebody(), ...id }))).toBe('ticket');
    const from = somebody();
    await receive(rawMail('Halo', { From: from }));
    await send();
    const own = { 'Message-ID': `<${sentId(from)}>` };
    expect(await receive(rawMail('Halo', { From: from, ...own }))).toBe('loop');
  });

  test('without a sender is a ticket without a name', async () => {
    expect(await receive(rawMail('Halo', { From: null }))).toBe('ticket');
    expect(await latest()).toMatchObject({ contactKind: 'none', contact: '', senderName: '' });
  });

  test('that is long is cut with a word about it; one without a word says so', async () => {
    await receive(rawMail('buku '.repeat(3000), { From: somebody() }));
    const long = (await latest()).messages[0]?.text ?? '';
    expect(long.length).toBeLessThanOrEqual(5000);
    expect(long).toMatch(/buku\n\n\(Surel ini lebih panjang; .*\)$/);
    await receive(rawMail('', { From: somebody(), Subject: null }));
    expect((await latest()).messages[0]?.text).toBe('(Surel tanpa teks)');
  });

  test('brings its files cleaned, and says how many were not taken', async () => {
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Artist: 'Qanita' } })
      .jpeg()
      .toBuffer();
    const text = part('text/plain', 'Lihat.');
    const three = [1, 2].map(() => attached('image/jpeg', 'a.jpg', picture));
    const all = [text, ...three, attached('application/pdf', 'b.pdf', pdf), attached('image/jpeg', 'c.jpg', picture)];
    await receive(parted('mixed', [...all, attached('application/ms-tnef', 'winmail.dat', 'x')], { From: somebody() }));
    const { messages } = await latest();
    expect(messages[0]?.text).toBe('Jam buka\n\nLihat.\n\n(2 lampiran tidak diterima)');
    expect(messages[0]?.files.map(({ mediaType }) => mediaType)).toEqual([
      'image/webp',
      'image/webp',
      'application/pdf',
    ]);
    // of many no more are looked at than a person attaches
    const archives = Array.from({ length: 10 }, () => attached('application/zip', 'a.zip', 'PK'));
    await receive(parted('mixed', [text, ...archives, attached('image/jpeg', 'a.jpg', picture)], { From: somebody() }));
    expect((await latest()).messages[0]).toMatchObject({
      ...{ text: 'Jam buka\n\nLihat.\n\n(11 lampiran tidak diterima)', files: [] },
    });
    // too large, and broken
    const large = attached('application/pdf', 'besar.pdf', Buffer.concat([pdf, Buffer.alloc(11 << 20)]));
    const broken = attached('image/jpeg', 'rusak.jpg', picture.subarray(0, 200));
    await receive(parted('mixed', [text, large, broken], { From: somebody() }));
    expect((await latest()).messages[0]).toMatchObject({
      ...{ text: 'Jam buka\n\nLihat.\n\n(2 lampiran tidak diterima)', files: [] },
    });
  });
});

describe('an answer', () => {
  /** Somebody wrote, and was told that it came. */
  async function begun(): Promise<{ from: string; id: number; number: string; told: string }> {
    const from = somebody();
    await receive(rawMail('Apakah buka?', { From: from }));
    await send();
    const { id, number } = await latest();
    return { from, id, number, told: sentId(from) };
  }
  const reply = (from: string, told: string, text = 'Sabtu.', more: Record<string, string> = {}) =>
    rawMail(`${text}\n\nPada Sen, 30 Nov 2026 Perpus menulis:\n> Hari apa?`, {
      ...{ From: from, Subject: 'Re: jawaban', 'In-Reply-To': `<${told}>`, ...more },
    });

  test('to our mail is the next message of its ticket, and its clock goes on', async () => {
    const { from, id } = await begun();
    await solve(id);
    await send();
    expect(await receive(reply(from, sentId(from)))).toBe('message');
    const { state, messages } = await viewTicket(desk, id);
    expect(state).toBe('open');
    expect(messages.at(-1)).toMatchObject({ author: 'person', text: 'Sabtu.' });
  });

  test('to what was solved opens it again', async () => {
    const { from, id } = await begun();
    await solve(id, 'resolved');
    await send();
    // its sender has no code: the mail asks by a link whether it is solved, and by that link once
    const { rateKey } = await t.db
      .selectFrom('ticket')
      .select('rateKey')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(smtp.mails.findLast((mail) => mail.to.includes(from))?.raw.replaceAll('=\r\n', '')).toContain(
      `/bantuan/nilai/${rateKey}`,
    );
    expect(await receive(reply(from, sentId(from)))).toBe('message');
    expect(await viewTicket(desk, id)).toMatchObject({ state: 'open' });
  });

  test('from another address counts where it answers our mail, and staff are told that it came from there', async () => {
    const { id, told } = await begun();
    expect(await receive(reply('lain@example.org', told))).toBe('message');
    const { messages } = await viewTicket(desk, id);
    expect(messages.map(({ author }) => author)).toEqual(['person', 'person', 'note']);
    expect(JSON.stringify(messages)).not.toContain('lain@example.org');
  });

  test('with an id that somebody made up is a ticket of its own', async () => {
    const { id, told } = await begun();
    const forged = told.replace(/^t(\d+)\.(.)/, (_all, one, letter) => `t${one}.${letter === '0' ? '1' : '0'}`);
    expect(forged).not.toBe(told);
    expect(await receive(reply('jahat@example.org', forged))).toBe('ticket');
    expect((await viewTicket(desk, id)).messages).toHaveLength(1);
    expect((await latest()).linked).toEqual([]);
  });

  test('with the number alone counts for whoever is answered there; of others it becomes a ticket beside it', async () => {
    const { from, id, number } = await begun();
    const subject = { Subject: `Soal ${number.toLowerCase()}` };
    expect(await receive(rawMail('Lagi.', { From: from.toUpperCase(), ...subject }))).toBe('message');
    expect(await receive(rawMail('Saya juga.', { From: 'tetangga@example.org', ...subject }))).toBe('ticket');
    const beside = await latest();
    expect(beside.linked.map((one) => one.number)).toEqual([number]);
    const { messages, linked } = await viewTicket(desk, id);
    expect(messages).toHaveLength(2);
    expect(linked.map((one) => one.id)).toEqual([beside.id]);
    // what is told of it says nothing of the other
    await send();
    expect(smtp.mails.find(({ to }) => to.includes('tetangga@example.org'))?.raw).not.toContain(number);
  });

  test('with the number and a Reply-To of whoever is answered there is a stranger’s', async () => {
    const { from, id, number, told } = await begun();
    const forged = { From: 'jahat@example.org', 'Reply-To': from, Subject: number };
    expect(await receive(rawMail('Tutup saja.', forged))).toBe('ticket');
    expect((await viewTicket(desk, id)).messages).toHaveLength(1);
    expect(await receive(reply('jahat@example.org', told, 'Ya.', { 'Reply-To': from }))).toBe('message');
    expect((await viewTicket(desk, id)).messages.map(({ author }) => author)).toEqual(['person', 'person', 'note']);
  });

  test('whose sender is forgotten while its files are written is a ticket of its own', async () => {
    const { from, id, told } = await begun();
    const forgetting: typeof t.storage = {
      ...t.storage,
      put: async (...file) => {
        await t.db.transaction().execute(async (trx) => {
          await trx.updateTable('ticket').set({ contact: '', contactKind: 'none' }).where('id', '=', id).execute();
        });
        return t.storage.put(...file);
      },
    };
    const raw = withFile({ From: from, Subject: 'Re: x', 'In-Reply-To': `<${told}>` });
    expect(await receive(raw, { storage: forgetting })).toBe('ticket');
    expect((await latest()).linked).toEqual([]);
    expect((await viewTicket(desk, id)).messages).toHaveLength(1);
  });

  test('to one’s own first mail counts for oneself alone', async () => {
    const from = somebody();
    await receive(rawMail('Halo', { From: from, 'Message-ID': '<pertama@example.org>' }));
    const { id } = await latest();
    const again = { 'In-Reply-To': '<pertama@example.org>', Subject: 'Re: Halo' };
    expect(await receive(rawMail('Masih menunggu.', { From: from, ...again }))).toBe('message');
    expect(await receive(rawMail('Saya ikut.', { From: 'teman@example.org', ...again }))).toBe('ticket');
    expect((await viewTicket(desk, id)).messages).toHaveLength(2);
  });

  test('of a member to what their account was told is of that ticket', async () => {
    const member = await aMember(t.ctx(), { email: 'anggota@example.org' });
    const as = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
    const { token } = await ticketForm(as, testSecrets);
    const form = {
      token,
      proof: '',
      ip: '192.0.2.1',
      kind: 'question',
      contactKind: 'account',
      text: 'Halo?',
    } as const;
    const { number } = await sendTicket(as, needs, form);
    const id = await findByNumber(desk, number);
    await solve(id);
    await deliverAll(t, smtp.url);
    expect(await receive(reply('anggota@example.org', sentId('anggota@example.org')))).toBe('message');
    expect((await viewTicket(desk, id)).messages.at(-1)).toMatchObject({ author: 'person', text: 'Sabtu.' });
  });

  test('to a ticket that was merged stands with the others', async () => {
    const one = await begun();
    const two = await begun();
    await mergeTickets(desk, one.id, two.number);
    expect(await receive(reply(two.from, two.told))).toBe('message');
    expect((await viewTicket(desk, one.id)).messages.at(-1)).toMatchObject({ text: 'Sabtu.', ofNumber: two.number });
  });

  test('that could not be delivered is noted once; a failure that somebody made up, and a delay, are not', async () => {
    const { id, told } = await begun();
    const report = bounceOf(told);
    expect([await receive(report), await receive(report)]).toEqual(['bounce', 'again']);
    const { messages } = await viewTicket(desk, id);
    const notes = messages.filter(({ author }) => author === 'note');
    expect(notes.map(({ staffName, text }) => `${staffName}: ${text}`)).toEqual([
      'Lumbung: Surel tentang masukan ini kembali: alamat pengirimnya tidak bisa dikirimi.',
    ]);
    expect(await receive(bounceOf(`t1.${'0'.repeat(24)}@perpus.example.org`))).toBe('unknown');
    expect(await receive(bounceOf(told, 'delayed', '4.4.1'))).toBe('unknown');
    expect((await viewTicket(desk, id)).messages).toHaveLength(2);
  });
});

test('of many reports of failures a few are noted', async () => {
  const from = somebody();
  await receive(rawMail('Halo', { From: from }));
  await send();
  const { id } = await latest();
  for (let nth = 0; nth < 5; nth += 1) expect(await receive(bounceOf(sentId(from)))).toBe('bounce');
  expect((await viewTicket(desk, id)).messages.filter(({ author }) => author === 'note')).toHaveLength(3);
});

test('who is written to by mail is no less told by the form', async () => {
  const contact = somebody();
  for (let nth = 0; nth < 6; nth += 1) await receive(rawMail(`Pesan ${nth}`, { From: contact }));
  const { token } = await ticketForm(t.ctx(), testSecrets);
  const form = {
    token,
    proof: '',
    ip: '192.0.2.1',
    kind: 'question',
    contactKind: 'email',
    contact,
    text: 'Halo?',
  } as const;
  expect((await sendTicket(t.ctx(), needs, form)).number).toMatch(/^K-/);
});

describe('a talk of two machines', () => {
  test('ends: of one sender so many mails an hour become something, and still fewer are told', async () => {
    const from = somebody();
    const outcomes: string[] = [];
    for (let nth = 0; nth < 25; nth += 1) outcomes.push(await receive(rawMail(`Pesan ${nth}`, { From: from })));
    expect(outcomes.filter((one) => one === 'ticket')).toHaveLength(20);
    expect(outcomes.slice(20)).toEqual(Array.from({ length: 5 }, () => 'held'));
    await send();
    expect(smtp.mails.filter(({ to }) => to.includes(from))).toHaveLength(6);
  });
});

describe('who is forgotten', () => {
  test('leaves no address, and an answer of theirs is no answer to that ticket any more', async () => {
    const from = somebody();
    await receive(rawMail('Halo', { From: from, 'Message-ID': '<lupa@example.org>' }));
    await send();
    const { id } = await latest();
    const told = sentId(from);
    await t.db
      .updateTable('ticket')
      .set({ state: 'closed', resolvedAt: new Date(0), closedAt: new Date(0) })
      .where('id', '=', id)
      .execute();
    await t.db.transaction().execute(async (trx) => forgetSenders(trx, t.ctx(), { before: new Date(1) }));
    const rest = JSON.stringify(await wholeDatabase(t.db));
    expect(rest).toContain('ticket_mail');
    expect(rest).not.toContain(from);
    expect(rest).not.toContain('lupa@example.org');
    expect(await receive(rawMail('Lagi', { From: from, 'In-Reply-To': `<${told}>` }))).toBe('ticket');
    expect((await latest()).linked).toEqual([]);
    expect((await viewTicket(desk, id)).messages).toHaveLength(1);
  });

  test('as a member is forgotten with what they mailed', async () => {
    const member = await aMember(t.ctx(), { email: 'pamit@example.org' });
    await receive(rawMail('Halo', { From: 'Pamit@Example.org' }));
    const { id } = await latest();
    await t.db.transaction().execute(async (trx) => servicePersonalData.erase(trx, t.ctx(), member.id));
    expect(await viewTicket(desk, id)).toMatchObject({ contact: '', senderName: '' });
  });
});
