import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { accountActor } from '#modules/ground/identity';
import { receiveMail } from '#modules/city/service/testing';
import { aLibrary } from '#modules/people/members/testing';
import { noticeNeeds, testSecrets } from '#modules/people/notifications/testing';
import type { Ctx } from '#platform/context';
import { broughtPdf } from '../../../../../tests/support/brought-pdf.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { attached, LIBRARY, part, parted, rawMail } from '../../../../../tests/support/raw-mail.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPerson,
  countMails,
  erasePartner,
  erasePerson,
  fileMailByHand,
  getMail,
  getPartner,
  listMails,
  mergePartners,
  moveMail,
  openMailFile,
  ownMailAddress,
  removeMail,
  renewMailAddress,
} from '../index.ts';
import { MAIL_AREA } from '../mails/keep-mail-files.ts';
import { selectKeptMailFiles } from '../data/mails.queries.ts';
import { mailRetention } from '../personal-data.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const needs = { secrets: testSecrets, storage: t.storage };
const own = { addresses: [LIBRARY], domain: 'kota.example' };
const DEWI = 'dewi@kota.example';
let dewi: Ctx;
let filing = '';
let mark = '';

/** The context of an account as it may act today. */
async function ctxOf(id: number): Promise<Ctx> {
  const actor = await accountActor(t.db, id);
  if (!actor) throw new Error('no such account');
  return t.ctx(actor);
}

const imapUrl = `imaps://${encodeURIComponent(LIBRARY)}:x@localhost`;
const config = { ...noticeNeeds.config, imapUrl, mailFrom: LIBRARY };
const addressOf = async (ctx: Ctx) => ownMailAddress(ctx, { config, secrets: testSecrets });

beforeAll(async () => {
  await aLibrary(t.ctx());
  const grants = [{ role: 'outreach', libraryId: null }];
  const { id } = await makeAccount(t, { username: 'dewi', fullName: 'Dewi Anggraini', email: DEWI, grants });
  dewi = await ctxOf(id);
  const found = await addressOf(dewi);
  filing = found.address ?? '';
  mark = found.mark ?? '';
});

const receive = async (raw: string | Buffer) =>
  receiveMail(t.ctx({ kind: 'system', name: 'service.mail' }), needs, Buffer.from(raw), own);
/** A mail that Dewi sends on. */
const forward = (body: string, more: Record<string, string | null> = {}) =>
  rawMail(body, { From: `Dewi <${DEWI}>`, To: filing, Subject: 'Fwd: Naskah', ...more });
const head = (from: string) =>
  `Mohon disimpan.\n\nDari: Bu Sri <${from}>\nTanggal: 30 Nov 2026\nKepada: ${DEWI}\n\nIsi.`;
const waiting = async () => (await listMails(keeper(t), { partnerId: null, limit: 100 })).data;
const mailsOf = async (partnerId: number) => (await listMails(keeper(t), { partnerId, limit: 100 })).data;
const tickets = async () => (await t.db.selectFrom('ticket').select('id').execute()).length;
const eml = (raw: string | Buffer) => new File([new Uint8Array(Buffer.from(raw))], 'surat.eml');

test('a mail that staff send on to their secret address stands with the partner whose address is in it, and is no ticket', async () => {
  const id = await aPartner(t, { email: 'Halo@Batik.example' });
  const before = await tickets();
  expect(await receive(forward(head('halo@batik.example')))).toBe('filed');
  const [line] = await mailsOf(id);
  expect(line).toMatchObject({ fromName: 'Bu Sri', fromAddress: 'halo@batik.example', filedBy: 'Dewi Anggraini' });
  const mail = await getMail(keeper(t), line?.id ?? 0);
  expect(mail).toMatchObject({ onDay: '2026-11-25', subject: 'Fwd: Naskah', via: 'mail', toLine: DEWI });
  expect(mail.body).toContain('Mohon disimpan.');
  // the secret stands nowhere in it
  expect(JSON.stringify(mail)).not.toContain(filing.split('@')[0] ?? '');
  expect(await tickets()).toBe(before);
  const trace = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'partner.mail_filed').execute();
  expect(trace).toMatchObject([{ actorName: 'Dewi Anggraini', entityId: String(mail.id) }]);
});

test('a blind copy of what staff write to a partner is filed as theirs, whatever it quotes', async () => {
  const id = await aPartner(t, { email: 'info@radio.example' });
  const raw = rawMail('Terima kasih.\n\nFrom: Radio <info@radio.example>\nTo: x@y.example\n\nlama', {
    ...{ From: `Dewi <${DEWI}>`, To: 'Radio <info@radio.example>', Subject: 'Re: Siaran', 'Delivered-To': filing },
  });
  expect(await receive(raw)).toBe('filed');
  expect(await mailsOf(id)).toMatchObject([{ fromAddress: DEWI, subject: 'Re: Siaran' }]);
});

test('who serves at a partner and agreed to be reached leads there; who left leads nowhere', async () => {
  const id = await aPartner(t);
  const agreed = { consentOn: '2026-01-01', consentHow: 'lisan' };
  await addPerson(keeper(t), id, { name: 'Ratna', role: 'Guru', email: 'Ratna@Sekolah.example', ...agreed });
  await addPerson(keeper(t), id, {
    name: 'Joko',
    role: 'Guru',
    untilOn: '2026-11-01',
    email: 'joko@sekolah.example',
    ...agreed,
  });
  expect(await receive(forward(head('ratna@sekolah.example')))).toBe('filed');
  expect(await mailsOf(id)).toHaveLength(1);
  const before = (await waiting()).length;
  expect(await receive(forward(head('joko@sekolah.example')))).toBe('filed');
  expect((await waiting()).length).toBe(before + 1);
});

test('a mail of unknown addresses, or of two partners, waits until somebody says with whom it was written', async () => {
  const waits = async () =>
    (await places[0]?.waits?.find(({ href }) => href === '/staf/mitra/surel')?.count(keeper(t), null))?.count ?? -1;
  const before = await waits();
  const [one, two] = [await aPartner(t, { email: 'a@satu.example' }), await aPartner(t, { email: 'b@dua.example' })];
  await receive(forward('Tanpa kepala surat.', { Subject: 'Fwd: Siapa ini' }));
  const cc = `Dari: X <x@lain.example>\nKepada: a@satu.example, b@dua.example\n\nHalo`;
  await receive(forward(cc, { Subject: 'Fwd: Berdua' }));
  expect(await waits()).toBe(before + 2);
  const mail = (await waiting()).find(({ subject }) => subject === 'Fwd: Berdua');
  await moveMail(keeper(t), mail?.id ?? 0, { version: 1, partnerId: one });
  expect(await mailsOf(one)).toHaveLength(1);
  expect(await code(moveMail(keeper(t), mail?.id ?? 0, { version: 1, partnerId: two }))).toBe(
    'platform.version_conflict',
  );
  await moveMail(keeper(t), mail?.id ?? 0, { version: 2, partnerId: two });
  expect([await mailsOf(one), (await mailsOf(two)).length]).toEqual([[], 1]);
  expect(await waits()).toBe(before + 1);
});

test('where the mailbox refuses such addresses the secret mark in the subject does the same', async () => {
  const id = await aPartner(t, { email: 'c@tanda.example' });
  expect(await receive(forward(head('c@tanda.example'), { To: LIBRARY, Subject: `Fwd: ${mark} Naskah` }))).toBe(
    'filed',
  );
  expect(await mailsOf(id)).toMatchObject([{ subject: 'Fwd: Naskah' }]);
});

test('a stranger files nothing: neither by the secret address, nor in the name of staff, nor by a program', async () => {
  const id = await aPartner(t, { email: 'd@orang.example' });
  const before = [await mailsOf(id), (await waiting()).length];
  const forged = filing.replace(/mitra-[a-z2-9]{12}/, 'mitra-aaaaaaaaaaaa');
  const asOthers: [string, string][] = [
    // whoever learned the address has no account: theirs is a mail like any other
    [forward(head('d@orang.example'), { From: 'Orang <orang@x.example>' }), 'ticket'],
    [forward(head('d@orang.example'), { From: `${DEWI} <orang@x.example>` }), 'ticket'],
    // whoever forges the sender does not know the code
    [forward(head('d@orang.example'), { To: forged }), 'refused'],
    [forward(head('d@orang.example'), { To: LIBRARY, Subject: 'Fwd: [mitra aaaaaaaaaaaa] x' }), 'refused'],
    // two senders are none
    [forward(head('d@orang.example'), { From: `Dewi <${DEWI}>, Orang <orang2@x.example>` }), 'ticket'],
    [forward(head('d@orang.example'), { 'Auto-Submitted': 'auto-replied' }), 'auto'],
    [forward(head('d@orang.example'), { 'List-Id': 'Warga <warga.x.example>' }), 'list'],
    [forward(head('d@orang.example'), { From: LIBRARY }), 'loop'],
  ];
  for (const [raw, outcome] of asOthers) expect(await receive(raw)).toBe(outcome);
  expect([await mailsOf(id), (await waiting()).length]).toEqual(before);
});

test('an account files by its own code alone; who may not keep partners, and who left, by none', async () => {
  const grants = [{ role: 'outreach', libraryId: null }];
  const budi = await makeAccount(t, { username: 'budi', email: 'budi@kota.example', grants });
  const desk = await makeAccount(t, {
    username: 'meja',
    email: 'meja@kota.example',
    grants: [{ role: 'circulation', libraryId: null }],
  });
  const from = async (email: string, to: string) => receive(forward(head('zz@zz.example'), { From: email, To: to }));
  // the code of Dewi, from the address of Budi
  expect(await from('budi@kota.example', filing)).toBe('refused');
  const his = (await addressOf(await ctxOf(budi.id))).address ?? '';
  expect(await from('budi@kota.example', his)).toBe('filed');
  expect(await code(addressOf(await ctxOf(desk.id)))).toBe('platform.forbidden');
  expect(await from('meja@kota.example', filing)).toBe('ticket');
  await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', budi.id).execute();
  expect(await from('budi@kota.example', his)).toBe('ticket');
});

test('by a secret address that was exchanged nothing is filed any more', async () => {
  const grants = [{ role: 'outreach', libraryId: null }];
  const { id } = await makeAccount(t, { username: 'wati', email: 'wati@kota.example', grants });
  const wati = await ctxOf(id);
  const old = (await addressOf(wati)).address ?? '';
  await renewMailAddress(wati);
  await renewMailAddress(wati);
  const fresh = (await addressOf(wati)).address ?? '';
  expect(fresh).not.toBe(old);
  const from = async (to: string, subject: string) =>
    receive(forward('Isi', { From: 'wati@kota.example', To: to, Subject: subject }));
  expect([await from(old, 'Lama'), await from(fresh, 'Baru')]).toEqual(['refused', 'filed']);
  expect(await code(renewMailAddress(t.ctx({ kind: 'system', name: 'x' })))).not.toBe('');
});

test('the same mail is kept once: read twice, at once, sent on as it came, or as a file', async () => {
  const id = await aPartner(t, { email: 'e@sekali.example' });
  const raw = forward(head('e@sekali.example'));
  const outcomes = await Promise.all([receive(raw), receive(`Received: from mx.example\r\n${raw}`)]);
  expect(outcomes.toSorted()).toEqual(['again', 'filed']);
  const inner = rawMail('Isi asli', { From: 'E <e@sekali.example>', Subject: 'Asli' });
  expect(
    await receive(
      parted('mixed', [part('text/plain', 'Ini.'), part('message/rfc822', inner)], { From: DEWI, To: filing }),
    ),
  ).toBe('filed');
  expect((await mailsOf(id)).map(({ subject }) => subject).toSorted()).toEqual(['Asli', 'Fwd: Naskah']);
  expect(await code(fileMailByHand(keeper(t), needs, { partnerId: id, file: eml(inner), own: [] }))).toBe(
    'partners.mail_twice',
  );
});

test('a mail that was sent on as it came keeps its day, its text and its files; of these what is safe', async () => {
  const id = await aPartner(t, { email: 'f@lampir.example' });
  const pdf = Buffer.from(await broughtPdf('Naskah'));
  const inner = parted(
    'mixed',
    [
      part('text/plain', 'Terlampir.'),
      attached('application/pdf', 'n.pdf', pdf),
      attached('application/zip', 'n.zip', 'PK'),
    ],
    {
      ...{ From: 'F <f@lampir.example>', To: DEWI, Date: 'Tue, 03 Nov 2026 09:00:00 +0700' },
    },
  ).replaceAll('batas', 'dalam');
  await receive(
    parted('mixed', [part('text/plain', 'Ini.'), part('message/rfc822', inner)], { From: DEWI, To: filing }),
  );
  const [line] = await mailsOf(id);
  const mail = await getMail(keeper(t), line?.id ?? 0);
  expect(mail).toMatchObject({
    onDay: '2026-11-03',
    body: 'Terlampir.',
    filesLeft: 1,
    attachments: [{ mediaType: 'application/pdf' }],
  });
  const file = await openMailFile(keeper(t), t.storage, mail.attachments[0]?.id ?? 0);
  const kept = await text(file.stream);
  expect(kept.startsWith('%PDF')).toBe(true);
  // made anew: who made it, and what hid beside its pages, is gone
  expect(kept).not.toContain('Qanita Pengirim');
  await t.storage.clear(MAIL_AREA, { hours: -1, keep: await selectKeptMailFiles(t.db) });
  expect((await openMailFile(keeper(t), t.storage, mail.attachments[0]?.id ?? 0)).mediaType).toBe('application/pdf');
  await removeMail(keeper(t), t.storage, mail.id, mail.version);
  expect(await code(openMailFile(keeper(t), t.storage, mail.attachments[0]?.id ?? 0))).toBe('partners.mail_not_found');
  expect(await mailsOf(id)).toEqual([]);
  expect(await code(removeMail(keeper(t), t.storage, mail.id, mail.version))).toBe('partners.mail_not_found');
});

test.for([
  ['a day that is to come', { Date: 'Fri, 31 Dec 9999 10:00:00 +0700' }],
  ['a day of long ago that is none', { Date: 'Mon, 01 Jan 1500 00:00:00 +0000' }],
  ['no day', { Date: null }],
] as const)('%s counts as the day of its filing', async ([, more]) => {
  const id = await aPartner(t);
  const raw = rawMail(`Isi ${JSON.stringify(more)}`, { From: 'g@hari.example', ...more });
  const mailId = await fileMailByHand(keeper(t), needs, { partnerId: id, file: eml(raw), own: [] });
  expect(await getMail(keeper(t), mailId)).toMatchObject({ onDay: '2026-11-25', via: 'file' });
});

test('odd letters, NUL, halves of letters and two hundred thousand of them are kept as far as they can be', async () => {
  const id = await aPartner(t);
  const latin = Buffer.concat([
    Buffer.from(
      rawMail('', {
        From: 'h@aneh.example',
        'Content-Type': 'text/plain; charset=iso-8859-1',
        Subject: '=?utf-8?B?8J+Yig==?= \0x',
      }),
    ),
    Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x00, 0x21]),
  ]);
  const one = await fileMailByHand(keeper(t), needs, { partnerId: id, file: eml(latin), own: [] });
  expect((await getMail(keeper(t), one)).body).toContain('café');
  const long = rawMail(`${'😊'.repeat(60_000)}`, {
    From: 'h@aneh.example',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
  });
  const two = await fileMailByHand(keeper(t), needs, { partnerId: id, file: eml(long), own: [] });
  const { body } = await getMail(keeper(t), two);
  expect([body.length <= 20_000, body.isWellFormed(), body.endsWith('…')]).toEqual([true, true, true]);
});

test('what is no mail, nothing at all or too large is refused at its field', async () => {
  const id = await aPartner(t);
  const file = async (made: Blob | null) =>
    refusal(fileMailByHand(keeper(t), needs, { partnerId: id, file: made, own: [] }));
  expect(await file(null)).toMatchObject({ code: 'platform.invalid_input', fields: { file: 'required' } });
  expect(await file(eml('Halo, ini bukan surel.'))).toMatchObject({ fields: { file: 'service_no_mail' } });
  expect(await file(eml(Buffer.alloc(26 * 1024 * 1024)))).toMatchObject({ code: 'platform.too_large' });
});

test('merging two partners keeps the mails of both, and a mail that comes meanwhile waits and is not lost', async () => {
  const [keep, drop] = [await aPartner(t), await aPartner(t, { email: 'i@gabung.example' })];
  await receive(forward(head('i@gabung.example')));
  const merge = async () =>
    mergePartners(keeper(t), {
      ...{ keepId: keep, dropId: drop, keepVersion: 1 },
      dropVersion: (await getPartner(keeper(t), drop)).version,
    });
  const held = await holdRow(t, 'partner', drop);
  const merging = merge();
  await held.waitedFor(1);
  const filed = receive(forward(head('i@gabung.example'), { Subject: 'Fwd: Terlambat' }));
  await held.waitedFor(2);
  await held.letGo();
  await merging;
  expect(await filed).toBe('filed');
  expect(await mailsOf(keep)).toHaveLength(1);
  expect((await waiting()).map(({ subject }) => subject)).toContain('Fwd: Terlambat');
  // the old number leads to the same list
  expect(await mailsOf(drop)).toHaveLength(1);
});

test('who is forgotten stands in no mail: neither with their partners, nor among those that wait', async () => {
  const id = await aPartner(t, { email: 'kantor@lupa.example' });
  const agreed = { consentOn: '2026-01-01', consentHow: 'lisan' };
  const person = {
    name: 'Bu Kirana Paramita',
    role: 'Ketua',
    email: 'kirana@lupa.example',
    phone: '0813-7777-8888',
    ...agreed,
  };
  const personId = await addPerson(keeper(t), id, person);
  const body =
    'Dari: Kirana Paramita <kirana@lupa.example>\nKepada: kantor@lupa.example\n\nTelepon 081377778888, Kirana.';
  await receive(forward(body, { Subject: 'Fwd: Kirana Paramita' }));
  await receive(forward(body, { Subject: 'Fwd: lagi' }));
  // one waits: nobody knows the partner of it yet
  await t.db.updateTable('partnerMail').set({ partnerId: null }).where('subject', '=', 'Fwd: lagi').execute();
  expect(JSON.stringify(await t.db.selectFrom('partnerMail').selectAll().execute())).toMatch(/kirana/i);
  await erasePerson(keeper(t), personId);
  const all = JSON.stringify(await t.db.selectFrom('partnerMail').selectAll().execute());
  expect(all).not.toMatch(/kirana|7777-?8888/i);
  expect(await mailsOf(id)).toHaveLength(1);
});

test('from where somebody wrote goes with their name, also where the register never knew it; another of that first name stays', async () => {
  const id = await aPartner(t, { email: 'kantor@samar.example' });
  const personId = await addPerson(keeper(t), id, { name: 'Anindya Pramesti', role: 'Guru' });
  const from = async (name: string, address: string) =>
    receive(
      forward(`Dari: ${name} <${address}>\nKepada: kantor@samar.example\n\nBalas ke ${address}.`, { Subject: name }),
    );
  await from('Anindya Pramesti', 'aprames77@surat.example');
  await from('Anindya Lestari', 'lestari@surat.example');
  await erasePerson(keeper(t), personId);
  const mails = await t.db.selectFrom('partnerMail').selectAll().where('partnerId', '=', id).execute();
  expect(JSON.stringify(mails)).not.toMatch(/pramesti|aprames77/i);
  expect(JSON.stringify(mails)).toContain('lestari@surat.example');
});

test('mails go with their files some time after they were filed, and no sooner', async () => {
  const id = await aPartner(t, { email: 'j@lama.example' });
  await receive(forward(head('j@lama.example')));
  expect((await mailRetention.due(t.ctx(), new Date('2026-11-01T00:00:00Z'))).count).toBe(0);
  const { gone } = await mailRetention.clear(t.ctx(), new Date('2031-12-01T00:00:00Z'), t.storage);
  expect(gone).toBeGreaterThan(0);
  expect(await mailsOf(id)).toEqual([]);
  expect((await selectKeptMailFiles(t.db)).size).toBe(0);
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['enquiries.answer', 'members.read'] }] },
])('who may not keep partners reads, moves and removes no mail: %j', async (actor) => {
  const id = await aPartner(t);
  const ctx = t.ctx(actor);
  const refusals = [
    code(listMails(ctx, { partnerId: id, limit: 1 })),
    code(listMails(ctx, { partnerId: null, limit: 1 })),
    code(countMails(ctx, null)),
    code(getMail(ctx, 1)),
    code(openMailFile(ctx, t.storage, 1)),
    code(moveMail(ctx, 1, { version: 1, partnerId: id })),
    code(removeMail(ctx, t.storage, 1, 1)),
    code(fileMailByHand(ctx, needs, { partnerId: id, file: eml('x'), own: [] })),
    code(renewMailAddress(ctx)),
  ];
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});

test('no mail is kept by hand with a partner who is forgotten', async () => {
  const id = await aPartner(t, { kind: 'person', name: 'Mbah Surip Yang Lupa' });
  await erasePartner(keeper(t), id, (await getPartner(keeper(t), id)).version);
  const file = eml(rawMail('Halo Mbah', { From: 'Mbah Surip <surip@lupa.example>', Subject: 'Kabar' }));
  expect(await code(fileMailByHand(keeper(t), needs, { partnerId: id, file, own: [LIBRARY] }))).toBe(
    'partners.not_found',
  );
  expect(await mailsOf(id)).toEqual([]);
});

test('from where somebody wrote goes, also where the register knows them with their titles and the mail does not', async () => {
  const id = await aPartner(t, { email: 'halo@gelar.example' });
  const personId = await addPerson(keeper(t), id, { name: 'Dra. Anindya Pramesti, M.Pd.', role: 'Kepala' });
  const file = eml(
    rawMail('Salam, Anindya', {
      From: 'Anindya Pramesti <pribadi@rumah.example>',
      To: 'halo@gelar.example',
      Subject: 'Kabar Anindya',
    }),
  );
  const mailId = await fileMailByHand(keeper(t), needs, { partnerId: id, file, own: [LIBRARY] });
  await erasePerson(keeper(t), personId);
  expect(JSON.stringify(await getMail(keeper(t), mailId))).not.toMatch(/anindya|pramesti|pribadi@/i);
});

test('the secret code of whoever sends on stands in nothing that is kept', async () => {
  const id = await aPartner(t, { email: 'halo@kode.example' });
  const body = `Dari: Sri <halo@kode.example>\nKepada: ${DEWI}\nCc: ${filing}\nPerihal: ${mark} Naskah\n\nIsi.`;
  expect(await receive(forward(body, { To: filing, Subject: `Fwd: ${mark} Re: ${mark} Naskah` }))).toBe('filed');
  const [line] = await mailsOf(id);
  const kept = await getMail(keeper(t), line?.id ?? 0);
  expect(kept).toMatchObject({ subject: 'Fwd: Re: Naskah', fromAddress: 'halo@kode.example' });
  const secret = /\+mitra-([a-z2-9]{12})@/.exec(filing)?.[1] ?? '';
  expect(secret).toHaveLength(12);
  expect(JSON.stringify(kept)).not.toContain(secret);
});
