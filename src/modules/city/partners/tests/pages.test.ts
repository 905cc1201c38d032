import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aPage, aPdf, aSigned, keyOf } from '../../../../../tests/support/page-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptFile,
  acceptNamed,
  addPerson,
  archivePartner,
  changeLink,
  claimOnPage,
  confirmClaim,
  declineClaim,
  declineNamed,
  draftAgreement,
  endAgreement,
  endLink,
  erasePerson,
  finishDuty,
  getAgreement,
  getLink,
  getPartner,
  getPerson,
  leaveFile,
  listLinks,
  listPages,
  makeLink,
  mergePartners,
  nameOnPage,
  openPageFile,
  removeFile,
  renewLink,
  reopenDuty,
  restorePartner,
  seeMessages,
  sendLink,
  viewPartnerPage,
  writeOnPage,
  writeToPartner,
  type PageKey,
} from '../index.ts';
import { PAGE_AREA } from '../pages/leave-file.ts';
import { pageRetention } from '../pages/keep-posts.ts';
import { selectPageFileKeys } from '../data/page-posts.queries.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
/** Whoever opens a link is nobody in particular. */
const anybody = () => t.ctx({ kind: 'anonymous' });
const see = async (key: PageKey) => viewPartnerPage(anybody(), key);
const left = async (key: PageKey, words = '') =>
  leaveFile(anybody(), t.storage, key, { file: aPdf(), name: 'naskah.pdf', words });
const versionOf = async (linkId: number): Promise<number> => (await getLink(keeper(t), linkId)).version;
const person = { name: 'Bu Sri Lestari', role: 'Ketua', agrees: true } as const;
const waits = async (): Promise<number> =>
  (await places[0]?.waits?.find(({ href }) => href === '/staf/mitra/tautan')?.count(keeper(t), null))?.count ?? -1;

test('a link opens what staff chose, and the day on which it was opened stands with it', async () => {
  const { key, linkId, partnerId } = await aPage(t, 'Koperasi Batik Turi');
  const page = await see(key);
  expect(page.partner).toBe('Koperasi Batik Turi');
  expect(page.duties).toMatchObject([{ text: 'Narasumber kerja sama Koperasi Batik Turi', claim: null }]);
  expect(page.coming?.map(({ what, onDay }) => [what, onDay])).toEqual([
    ['ours', '2026-12-12'],
    ['ends', '2027-12-31'],
  ]);
  expect([page.results, page.files, page.people, page.messages]).toEqual([[], [], [], []]);
  expect(await listLinks(keeper(t), partnerId)).toMatchObject([{ id: linkId, openedOn: '2026-11-25', waiting: 0 }]);
});

test('what staff did not open is neither shown nor taken, and is answered like a link that is not there', async () => {
  const { key, linkId, agreement } = await aPage(t, 'Paguyuban Tertutup', { sections: ['coming'] });
  const page = await see(key);
  expect([page.duties, page.results, page.files, page.people, page.messages]).toEqual([null, null, null, null, null]);
  const tries = [
    async () => writeOnPage(anybody(), key, { text: 'Halo' }),
    async () => nameOnPage(anybody(), key, person),
    async () => claimOnPage(anybody(), key, { dutyId: agreement.theirs, words: 'Sudah' }),
    async () => left(key),
  ];
  for (const one of tries) expect(await code(one())).toBe('partners.link_not_found');
  expect(await getLink(keeper(t), linkId)).toMatchObject({ files: [], messages: [], named: [], claims: [] });
  await changeLink(keeper(t), linkId, { version: await versionOf(linkId), sections: ['messages'] });
  await writeOnPage(anybody(), key, { text: 'Halo' });
  expect(await see(key)).toMatchObject({ coming: null, messages: [{ text: 'Halo' }] });
});

test('no id of another partner gets anything by a link', async () => {
  const a = await aPage(t, 'Pasar Legi');
  const b = await aPage(t, 'Radio Mahardhika');
  const other = await aSigned(t, b.partnerId, 'siaran dongeng');
  await writeOnPage(anybody(), b.key, { text: 'Rahasia radio' });
  await nameOnPage(anybody(), b.key, { ...person, name: 'Penyiar Rahasia' });
  await left(b.key, 'berkas rahasia');
  await claimOnPage(anybody(), b.key, { dutyId: b.agreement.theirs, words: 'Rahasia sudah siaran' });
  const before = await getLink(keeper(t), b.linkId);
  // every number that there is or could be
  const highest = Math.max(other.ours, other.theirs, b.agreement.theirs, b.agreement.ours) + 20;
  const mine = new Set([a.agreement.theirs]);
  const taken: number[] = [];
  for (let dutyId = 1; dutyId <= highest; dutyId += 1) {
    const ctx = anybody();
    const said = await claimOnPage(ctx, a.key, { dutyId, words: 'Sudah' }).then(
      () => 'taken',
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );
    if (said === 'taken') taken.push(dutyId);
    else expect(said).toBe('partners.duty_not_found');
    // an hour of the page holds less than this walk
    await t.db.deleteFrom('rateLimit').where('key', '=', `partner-page:${a.linkId}`).execute();
  }
  expect(taken).toEqual([...mine]);
  expect(await getLink(keeper(t), b.linkId)).toEqual(before);
  const page = JSON.stringify(await see(a.key));
  for (const secret of ['Radio', 'Rahasia', 'rahasia', 'siaran', 'Penyiar', b.key.code])
    expect(page).not.toContain(secret);
  // what a page shows of its own rows has numbers of its own alone
  const { files, people, messages } = await see(a.key);
  expect([files, people, messages]).toEqual([[], [], []]);
});

test('a link for one agreement shows that one alone, and none once it is gone', async () => {
  const { key, partnerId, agreement } = await aPage(t, 'SMPN 3', { one: true });
  const second = await aSigned(t, partnerId, 'yang lain');
  expect(JSON.stringify(await see(key))).not.toContain('yang lain');
  expect(await code(claimOnPage(anybody(), key, { dutyId: second.theirs, words: 'Sudah' }))).toBe(
    'partners.duty_not_found',
  );
  // each purpose has one link, and a draft has none
  const all = ['messages'] as const;
  await makeLink(keeper(t), partnerId, { sections: [...all] });
  expect(await code(makeLink(keeper(t), partnerId, { sections: [...all] }))).toBe('partners.link_twice');
  expect(await code(makeLink(keeper(t), partnerId, { agreementId: agreement.id, sections: [...all] }))).toBe(
    'partners.link_twice',
  );
  const draft = await draftAgreement(keeper(t), partnerId, {
    ...{ kind: 'mou', title: 'Naskah', fromOn: '2027-01-01', untilOn: '2027-12-31' },
  });
  expect(await code(makeLink(keeper(t), partnerId, { agreementId: draft, sections: [...all] }))).toBe(
    'partners.agreement_forbids',
  );
  const stranger = await aPartner(t);
  expect(await code(makeLink(keeper(t), stranger, { agreementId: agreement.id, sections: [...all] }))).toBe(
    'partners.agreement_not_found',
  );
  expect(await fields(makeLink(keeper(t), stranger, { sections: [] }))).toEqual({ sections: 'partner_page_sections' });
  // what is ended is not theirs to see any more
  const { version } = await getAgreement(keeper(t), agreement.id);
  await endAgreement(keeper(t), agreement.id, { version, reason: 'Selesai' });
  expect(await see(key)).toMatchObject({ duties: [], coming: [] });
  expect(await code(claimOnPage(anybody(), key, { dutyId: agreement.theirs, words: 'Sudah' }))).toBe(
    'partners.duty_not_found',
  );
});

test('a code that was renewed, one that is ended and one that never was are answered alike', async () => {
  const { key, linkId } = await aPage(t, 'Yayasan Tunas Netra');
  await writeOnPage(anybody(), key, { text: 'Sebelum diperbarui' });
  await renewLink(keeper(t), linkId, await versionOf(linkId));
  const renewed = await keyOf(t, linkId);
  expect(renewed.code).not.toBe(key.code);
  expect(await see(renewed)).toMatchObject({ messages: [{ text: 'Sebelum diperbarui' }] });
  await endLink(keeper(t), linkId, await versionOf(linkId));
  expect(await getLink(keeper(t), linkId)).toMatchObject({ path: null, messages: [{ text: 'Sebelum diperbarui' }] });
  const wrong = ['', '\0', 'x'.repeat(200_000), '9999-12-31', "' or 1=1", key.code.toLowerCase()];
  for (const one of [key.code, renewed.code, '2'.repeat(20), ...wrong]) {
    const ended = { ...key, code: one };
    expect(await code(see(ended))).toBe('partners.link_not_found');
    expect(await code(writeOnPage(anybody(), ended, { text: 'Halo' }))).toBe('partners.link_not_found');
    expect(await code(left(ended))).toBe('partners.link_not_found');
  }
  expect(await code(renewLink(keeper(t), linkId, await versionOf(linkId)))).toBe('partners.link_ended');
  expect(await code(writeToPartner(keeper(t), linkId, { text: 'Halo' }))).toBe('partners.link_ended');
});

test('whoever tries codes out is held up, and whoever has a right one is not', async () => {
  const { key } = await aPage(t, 'Warung Pak To');
  const guess = { code: '2'.repeat(20), ip: '198.51.100.9' };
  for (let nth = 0; nth < 200; nth += 1) await refusal(see(guess));
  expect(await code(see(guess))).toBe('platform.too_many_requests');
  expect((await see({ ...key, ip: guess.ip })).partner).toBe('Warung Pak To');
});

test('what comes from a page in an hour has an end', async () => {
  const { key, linkId } = await aPage(t, 'Forum TBM');
  for (let nth = 0; nth < 50; nth += 1) await writeOnPage(anybody(), key, { text: `Pesan ${nth}` });
  // so much waits that nobody reads more
  expect(await code(writeOnPage(anybody(), key, { text: 'Lagi' }))).toBe('partners.page_full');
  await seeMessages(keeper(t), linkId);
  for (let nth = 0; nth < 9; nth += 1) await writeOnPage(anybody(), key, { text: `Lagi ${nth}` });
  expect(await code(writeOnPage(anybody(), key, { text: 'Terlalu banyak' }))).toBe('platform.too_many_requests');
});

test('a partner says that an obligation is kept, and only staff close it', async () => {
  const { key, linkId, agreement } = await aPage(t, 'Dinas Koperasi');
  const claim = async (words: string) => claimOnPage(anybody(), key, { dutyId: agreement.theirs, words });
  const duty = async () =>
    (await getAgreement(keeper(t), agreement.id)).duties.find(({ id }) => id === agreement.theirs);
  const latest = async () => (await getLink(keeper(t), linkId)).claims[0] ?? { id: 0, version: 0 };
  await claim('Dua narasumber sudah kami kirim');
  expect(await duty()).toMatchObject({ doneOn: null });
  expect(await see(key)).toMatchObject({
    duties: [{ claim: { isWaiting: true, words: 'Dua narasumber sudah kami kirim' } }],
  });
  expect(await code(claim('Lagi'))).toBe('partners.claimed_twice');
  const first = await latest();
  const declined = { version: first.version, answer: 'Baru satu yang datang' };
  expect(await fields(declineClaim(keeper(t), first.id, { ...declined, answer: ' ' }))).toEqual({ answer: 'required' });
  await declineClaim(keeper(t), first.id, declined);
  expect(await see(key)).toMatchObject({
    duties: [{ claim: { isWaiting: false, answer: 'Baru satu yang datang' } }],
  });
  await claim('Kini dua');
  const second = await latest();
  await confirmClaim(keeper(t), second.id, { version: second.version });
  expect(await duty()).toMatchObject({ doneOn: '2026-11-25' });
  expect(await see(key)).toMatchObject({ duties: [] });
  expect(await code(claim('Sekali lagi'))).toBe('partners.duty_not_found');
  expect(await code(confirmClaim(keeper(t), second.id, { version: second.version + 1 }))).toBe(
    'partners.answered_twice',
  );
  // what is open again is to be done again
  await reopenDuty(keeper(t), agreement.theirs, (await duty())?.version ?? 0);
  expect(await see(key)).toMatchObject({ duties: [{ claim: null }] });
  expect(await code(claimOnPage(anybody(), key, { dutyId: agreement.ours, words: 'x' }))).toBe(
    'partners.duty_not_found',
  );
});

test('a word waits no more once staff noted the obligation themselves', async () => {
  const before = await waits();
  const { key, linkId, agreement } = await aPage(t, 'Karang Taruna');
  await claimOnPage(anybody(), key, { dutyId: agreement.theirs, words: 'Sudah' });
  expect(await waits()).toBe(before + 1);
  const duty = (await getAgreement(keeper(t), agreement.id)).duties.find(({ id }) => id === agreement.theirs);
  await finishDuty(keeper(t), agreement.theirs, duty?.version ?? 0);
  expect(await waits()).toBe(before);
  expect(await getLink(keeper(t), linkId)).toMatchObject({ waiting: 0 });
});

test('a document is what its bytes say, is kept as it came, and goes from the disk with a word', async () => {
  const { key, linkId } = await aPage(t, 'Universitas Brawijaya');
  const keys = async () => (await selectPageFileKeys(t.db)).size;
  const before = await keys();
  const send = async (file: Blob, name = 'a.pdf') => leaveFile(anybody(), t.storage, key, { file, name, words: '' });
  expect(await code(send(new Blob(['<script>alert(1)</script>'])))).toBe('platform.not_acceptable_file');
  expect(await code(send(new Blob(['MZ\0\0'])))).toBe('platform.not_acceptable_file');
  expect(await code(send(new Blob([new Uint8Array(10 * 1024 * 1024 + 1)])))).toBe('platform.too_large');
  expect(await fields(send(new Blob([])))).toEqual({ file: 'required' });
  expect(await fields(send(aPdf(), 'x'.repeat(200_000)))).toEqual({ name: 'too_long' });
  expect(await keys()).toBe(before);
  await send(aPdf(), 'C:\\dokumen\\naskah\u202efdp.pdf');
  await send(aPdf(), '../../');
  const [second, first] = (await getLink(keeper(t), linkId)).files;
  expect([first?.name, second?.name]).toEqual(['naskahfdp.pdf', 'berkas']);
  if (!first || !second) throw new Error('two were left');
  const { mediaType, fileName, stream } = await openPageFile(keeper(t), t.storage, first.id);
  expect([mediaType, fileName, await textOf(stream)]).toEqual([
    'application/pdf',
    `berkas-mitra-${first.id}.pdf`,
    await aPdf().text(),
  ]);
  await acceptFile(keeper(t), first.id, { version: first.version, answer: 'Terima kasih' });
  expect(await code(acceptFile(keeper(t), first.id, { version: first.version + 1 }))).toBe('partners.answered_twice');
  await removeFile(keeper(t), t.storage, second.id, { version: second.version, answer: 'Kosong' });
  expect(await code(openPageFile(keeper(t), t.storage, second.id))).toBe('partners.post_not_found');
  expect(await keys()).toBe(before + 1);
  expect(await see(key)).toMatchObject({
    files: [
      { state: 'removed', answer: 'Kosong' },
      { state: 'accepted', answer: 'Terima kasih' },
    ],
  });
  for (let nth = 0; nth < 20; nth += 1) await send(aPdf());
  expect(await code(send(aPdf()))).toBe('partners.page_full');
  // what no row keeps goes in the night, and what one keeps does not
  await t.storage.clear(PAGE_AREA, { hours: 0, keep: await selectPageFileKeys(t.db) });
  expect((await openPageFile(keeper(t), t.storage, first.id)).mediaType).toBe('application/pdf');
});

test('somebody whom a partner named stands in the register once staff take them in, and nowhere before', async () => {
  const { key, linkId, partnerId } = await aPage(t, 'Sanggar Gendhis');
  expect(await fields(nameOnPage(anybody(), key, { ...person, phone: '12', email: 'x' }))).toMatchObject({
    ...{ phone: 'phone', email: 'invalid' },
  });
  await nameOnPage(anybody(), key, { ...person, email: 'sri@turi.id' });
  await nameOnPage(anybody(), key, { ...person, name: 'Pak Harun', email: 'harun@turi.id' });
  const [harun, sri] = (await getLink(keeper(t), linkId)).named;
  if (!harun || !sri) throw new Error('two were named');
  const personId = await acceptNamed(keeper(t), sri.id, sri.version);
  expect(await getPerson(keeper(t), personId)).toMatchObject({
    ...{ name: 'Bu Sri Lestari', email: 'sri@turi.id', consentOn: '2026-11-25' },
    roles: [{ partnerId, role: 'Ketua' }],
  });
  await declineNamed(keeper(t), harun.id, { version: harun.version, answer: 'Sudah tercatat' });
  expect((await getLink(keeper(t), linkId)).named).toMatchObject([
    { name: 'Pak Harun', state: 'declined', email: '' },
    { name: 'Bu Sri Lestari', state: 'accepted', email: '', personId },
  ]);
  expect(await code(acceptNamed(keeper(t), harun.id, harun.version + 1))).toBe('partners.answered_twice');
});

test('of two who take the same person in at once one does', async () => {
  const { key, linkId, partnerId } = await aPage(t, 'Bank Sampah');
  await nameOnPage(anybody(), key, person);
  const [named] = (await getLink(keeper(t), linkId)).named;
  const take = async () => acceptNamed(keeper(t), named?.id ?? 0, named?.version ?? 0);
  const held = await holdRow(t, 'partner', partnerId);
  const both = Promise.allSettled([take(), take()]);
  await held.waitedFor(2);
  await held.letGo();
  expect((await both).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('what is sent while the link is renewed is refused, and leaves no file behind', async () => {
  const { key, linkId, partnerId } = await aPage(t, 'Komunitas Pit Onthel');
  const before = (await selectPageFileKeys(t.db)).size;
  const held = await holdRow(t, 'partner', partnerId);
  const version = await versionOf(linkId);
  const renewed = renewLink(keeper(t), linkId, version);
  await held.waitedFor(1);
  const sent = Promise.allSettled([writeOnPage(anybody(), key, { text: 'Sempat?' }), left(key)]);
  await held.waitedFor(3);
  await held.letGo();
  await renewed;
  for (const one of await sent)
    expect(one).toMatchObject({ status: 'rejected', reason: { code: 'partners.link_not_found' } });
  expect(await getLink(keeper(t), linkId)).toMatchObject({ messages: [], files: [] });
  expect((await selectPageFileKeys(t.db)).size).toBe(before);
});

test('staff and partner read each other on the page, and what was answered waits no more', async () => {
  const before = await waits();
  const { key, linkId } = await aPage(t, 'Puskesmas Sananwetan');
  await writeOnPage(anybody(), key, { text: 'Kapan kelas berikutnya?' });
  expect(await waits()).toBe(before + 1);
  expect((await listPages(keeper(t), { limit: 200 })).data[0]?.waiting).toBeGreaterThan(0);
  await writeToPartner(keeper(t), linkId, { text: 'Rabu, 2 Desember' });
  expect(await waits()).toBe(before);
  expect((await see(key)).messages?.map(({ side, text }) => [side, text])).toEqual([
    ['theirs', 'Kapan kelas berikutnya?'],
    ['ours', 'Rabu, 2 Desember'],
  ]);
});

test.for([
  ['NUL', '\0'],
  ['half a letter', '\ud800'],
])('%s in what a partner writes is told at the field', async ([, bad]) => {
  const { key } = await aPage(t, `Aneh ${String(t.clock.now().getTime())}`);
  expect(await fields(writeOnPage(anybody(), key, { text: `a${bad ?? ''}` }))).toEqual({ text: 'unstorable' });
  expect(await fields(nameOnPage(anybody(), key, { ...person, name: `a${bad ?? ''}` }))).toEqual({
    name: 'unstorable',
  });
});

test('texts of two hundred thousand letters are refused at the field', async () => {
  const { key, agreement, linkId } = await aPage(t, 'Panjang');
  const long = 'x'.repeat(200_000);
  expect(await fields(writeOnPage(anybody(), key, { text: long }))).toEqual({ text: 'too_long' });
  expect(await fields(nameOnPage(anybody(), key, { ...person, role: long }))).toEqual({ role: 'too_long' });
  expect(await fields(claimOnPage(anybody(), key, { dutyId: agreement.theirs, words: long }))).toEqual({
    words: 'too_long',
  });
  expect(await fields(writeToPartner(keeper(t), linkId, { text: long }))).toEqual({ text: 'too_long' });
});

test('with a merging the page of an agreement goes along, and the page of all is closed', async () => {
  const keep = await aPage(t, 'Batik Turi');
  const drop = await aPage(t, 'Kop. Batik Turi');
  const one = await makeLink(keeper(t), drop.partnerId, {
    agreementId: drop.agreement.id,
    sections: ['messages', 'coming'],
  });
  const oneKey = await keyOf(t, one);
  await writeOnPage(anybody(), oneKey, { text: 'Kepada yang dulu' });
  await writeOnPage(anybody(), drop.key, { text: 'Kepada semua' });
  await mergePartners(keeper(t), {
    ...{ keepId: keep.partnerId, dropId: drop.partnerId },
    keepVersion: (await getPartner(keeper(t), keep.partnerId)).version,
    dropVersion: (await getPartner(keeper(t), drop.partnerId)).version,
  });
  expect(await code(see(drop.key))).toBe('partners.link_not_found');
  expect(await see(oneKey)).toMatchObject({ partner: 'Batik Turi', messages: [{ text: 'Kepada yang dulu' }] });
  expect((await see(oneKey)).coming?.map(({ text }) => text)).not.toContain('kerja sama Batik Turi');
  // what was written stays, under the partner who stays
  expect((await listLinks(keeper(t), keep.partnerId)).map(({ id }) => id).toSorted()).toEqual(
    [keep.linkId, drop.linkId, one].toSorted(),
  );
  await writeOnPage(anybody(), oneKey, { text: 'Sesudahnya' });
});

test('the pages of a partner who is put away are closed, and stay so when they come back', async () => {
  const { key, partnerId, linkId } = await aPage(t, 'Toko Buku Lama');
  await archivePartner(keeper(t), partnerId, 1);
  expect(await code(see(key))).toBe('partners.link_not_found');
  expect(await code(makeLink(keeper(t), partnerId, { sections: ['messages'] }))).toBe('partners.state_forbids');
  await restorePartner(keeper(t), partnerId, 2);
  expect(await code(see(key))).toBe('partners.link_not_found');
  expect(await getLink(keeper(t), linkId)).toMatchObject({ path: null });
  expect(await makeLink(keeper(t), partnerId, { sections: ['messages'] })).toBeGreaterThan(linkId);
});

test('who is forgotten stands on no page any more, and a mail to them is taken back', async () => {
  const { key, linkId, partnerId, agreement } = await aPage(t, 'Sekolah Alam');
  await addPerson(keeper(t), partnerId, {
    ...{ name: 'Wening Kusumawardhani', role: 'Guru', email: 'wening@alam.sch.id' },
    ...{ consentOn: '2026-11-01', consentHow: 'lisan' },
  });
  await writeOnPage(anybody(), key, { text: 'Hubungi Wening Kusumawardhani, wening@alam.sch.id' });
  await writeToPartner(keeper(t), linkId, { text: 'Salam untuk Bu Wening Kusumawardhani' });
  await nameOnPage(anybody(), key, {
    name: 'Wening Kusumawardhani',
    role: 'Guru',
    email: 'wening@alam.sch.id',
    agrees: true,
  });
  await claimOnPage(anybody(), key, { dutyId: agreement.theirs, words: 'Wening Kusumawardhani yang mengajar' });
  await left(key, 'surat Wening Kusumawardhani');
  const { id: personId } = await t.db
    .selectFrom('partnerPerson')
    .select('id')
    .where('name', '=', 'Wening Kusumawardhani')
    .executeTakeFirstOrThrow();
  await sendLink(keeper(t), linkId, { version: await versionOf(linkId), personId });
  const mails = async () =>
    t.db
      .selectFrom('guestMessage')
      .select('email')
      .where('about', '=', `partner_link:${linkId}`)
      .where('email', 'is not', null)
      .execute();
  expect(await mails()).toEqual([{ email: 'wening@alam.sch.id' }]);
  await erasePerson(keeper(t), personId);
  expect(JSON.stringify([await see(key), await getLink(keeper(t), linkId)])).not.toMatch(
    /Wening|Kusumawardhani|wening@/,
  );
  expect((await see(key)).duties).toMatchObject([{ claim: { isWaiting: true } }]);
  expect(await mails()).toEqual([]);
});

test('a link goes to who agreed and is still there, once for each time it is sent', async () => {
  const { linkId, partnerId } = await aPage(t, 'PKK Kelurahan');
  const stranger = await aPartner(t);
  const of = async (at: number, untilOn: string | null) =>
    addPerson(keeper(t), at, {
      ...{ name: `Orang ${untilOn ?? at}`, role: 'Ketua', email: 'orang@pkk.id', untilOn },
      ...{ consentOn: '2026-11-01', consentHow: 'lisan' },
    });
  const send = async (personId: number | null) =>
    sendLink(keeper(t), linkId, { version: await versionOf(linkId), personId });
  expect(await fields(send(null))).toEqual({ personId: 'partner_page_no_address' });
  expect(await fields(send(await of(stranger, null)))).toEqual({ personId: 'unknown' });
  expect(await fields(send(await of(partnerId, '2026-11-01')))).toEqual({ personId: 'unknown' });
  const there = await of(partnerId, null);
  await send(there);
  await send(there);
  const told = async () =>
    t.db
      .selectFrom('guestMessage')
      .select('path')
      .where('about', '=', `partner_link:${linkId}`)
      .where('email', 'is not', null)
      .execute();
  expect((await told()).length).toBe(2);
  expect(await getLink(keeper(t), linkId)).toMatchObject({ sentOn: '2026-11-25' });
  // an address that opens nothing is sent to nobody
  await renewLink(keeper(t), linkId, await versionOf(linkId));
  expect(await told()).toEqual([]);
});

test('what was left goes after its days, but not what was kept', async () => {
  const { key, linkId } = await aPage(t, 'Lama Sekali');
  await writeOnPage(anybody(), key, { text: 'Dulu' });
  await nameOnPage(anybody(), key, person);
  await left(key, 'hilang');
  await left(key, 'disimpan');
  const [kept] = (await getLink(keeper(t), linkId)).files;
  await acceptFile(keeper(t), kept?.id ?? 0, { version: kept?.version ?? 0 });
  const early = new Date('2026-01-01T00:00:00Z');
  expect(await pageRetention.due(t.ctx(), early)).toEqual({ count: 0, sample: [] });
  const late = new Date('2030-01-01T00:00:00Z');
  const { count } = await pageRetention.due(t.ctx(), late);
  expect(await pageRetention.clear(t.ctx(), late, t.storage)).toEqual({ gone: count, waiting: 0 });
  expect(await getLink(keeper(t), linkId)).toMatchObject({ messages: [], named: [], files: [{ words: 'disimpan' }] });
  expect(await pageRetention.clear(t.ctx(), late, t.storage)).toEqual({ gone: 0, waiting: 0 });
});

test('who does not keep partners does nothing with their pages', async () => {
  const { linkId, partnerId } = await aPage(t, 'Hanya Untuk Mitra');
  const desk = t.ctx({ grants: [{ libraryId: null, permissions: ['circulation.desk'] }] });
  const acts: (() => Promise<unknown>)[] = [
    async () => listLinks(desk, partnerId),
    async () => getLink(desk, linkId),
    async () => listPages(desk, { limit: 10 }),
    async () => makeLink(desk, partnerId, { sections: ['messages'] }),
    async () => changeLink(desk, linkId, { version: 1, sections: ['messages'] }),
    async () => renewLink(desk, linkId, 1),
    async () => endLink(desk, linkId, 1),
    async () => sendLink(desk, linkId, { version: 1 }),
    async () => writeToPartner(desk, linkId, { text: 'x' }),
    async () => seeMessages(desk, linkId),
    async () => acceptFile(desk, 1, { version: 1 }),
    async () => removeFile(desk, t.storage, 1, { version: 1, answer: 'x' }),
    async () => openPageFile(desk, t.storage, 1),
    async () => acceptNamed(desk, 1, 1),
    async () => declineNamed(desk, 1, { version: 1, answer: 'x' }),
    async () => confirmClaim(desk, 1, { version: 1 }),
    async () => declineClaim(desk, 1, { version: 1, answer: 'x' }),
  ];
  for (const act of acts) expect(await code(act())).toBe('platform.forbidden');
});

test('the trace says that a page wrote, and names nobody', async () => {
  const { key, partnerId } = await aPage(t, 'Jejak');
  await nameOnPage(t.ctx(), key, { ...person, name: 'Nama Yang Tidak Dicatat' });
  const { actorName, after } = await t.db
    .selectFrom('auditEvent')
    .select(['actorName', 'after'])
    .where('action', '=', 'partner_page.named')
    .where('entityId', '=', String(partnerId))
    .executeTakeFirstOrThrow();
  expect(actorName).toBe('tautan mitra');
  expect(JSON.stringify(after)).not.toContain('Nama Yang');
});
