import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { aPage, aPdf, pageVisitor } from '../../../../../tests/support/page-house.ts';
import { keeper } from '../../../../../tests/support/partner-house.ts';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptFile,
  acceptNamed,
  claimOnPage,
  confirmClaim,
  declineClaim,
  declineNamed,
  finishDuty,
  getAgreement,
  getLink,
  getPerson,
  leaveFile,
  listPages,
  nameOnPage,
  openPageFile,
  removeFile,
  renewLink,
  reopenDuty,
  writeOnPage,
  writeToPartner,
} from '../index.ts';
import { PAGE_AREA } from '../pages/leave-file.ts';
import { selectPageFileKeys } from '../data/page-posts.queries.ts';
import { places } from '../places.ts';

const t = useTestDb();
const { anybody, code, fields, see, left, versionOf, person } = pageVisitor(t);
const waits = async (): Promise<number> =>
  (await places[0]?.waits?.find(({ href }) => href === '/staf/mitra/tautan')?.count(keeper(t), null))?.count ?? -1;

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
