import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { ledgerHouse } from '../../../../../tests/support/ledger-house.ts';
import { aPage, aPdf, aSigned, keyOf } from '../../../../../tests/support/page-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptFile,
  acceptNamed,
  addPerson,
  archivePartner,
  changeLink,
  changePartner,
  changePerson,
  claimOnPage,
  confirmClaim,
  declineClaim,
  declineNamed,
  endAgreement,
  endLink,
  endRole,
  erasePartner,
  erasePerson,
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
  restorePartner,
  seeMessages,
  sendLink,
  viewPartnerPage,
  writeOnPage,
  writeToPartner,
  type PageKey,
} from '../index.ts';
import { pageRetention } from '../pages/keep-posts.ts';

const t = useTestDb();
const { given } = ledgerHouse(t);
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
/** Whoever opens a link is nobody in particular. */
const anybody = () => t.ctx({ kind: 'anonymous' });
const see = async (key: PageKey) => viewPartnerPage(anybody(), key);
const left = async (key: PageKey, words = '') =>
  leaveFile(anybody(), t.storage, key, { file: aPdf(), name: 'naskah.pdf', words });
const versionOf = async (linkId: number): Promise<number> => (await getLink(keeper(t), linkId)).version;
const person = { name: 'Bu Sri Lestari', role: 'Ketua', agrees: true } as const;

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
  // that for all of the one who stays would show what the other had
  expect(await code(see(keep.key))).toBe('partners.link_not_found');
  // what was written stays, under the partner who stays
  expect((await listLinks(keeper(t), keep.partnerId)).map(({ id }) => id).toSorted()).toEqual(
    [keep.linkId, drop.linkId, one].toSorted(),
  );
  await writeOnPage(anybody(), oneKey, { text: 'Sesudahnya' });
});

test('a merging opens to nobody what the other one gave', async () => {
  const [keep, drop] = [await aPage(t, 'Turi Satu', { one: true }), await aPage(t, 'Turi Dua', { one: true })];
  const other = await aSigned(t, keep.partnerId, 'Hanya hasil');
  const only = await makeLink(keeper(t), keep.partnerId, { agreementId: other.id, sections: ['results'] });
  const onlyKey = await keyOf(t, only);
  const { id: libraryId } = await aLibrary(t.ctx());
  await given(drop.partnerId, libraryId, { what: 'Rahasia Turi Dua' });
  await mergePartners(keeper(t), {
    ...{ keepId: keep.partnerId, dropId: drop.partnerId, keepVersion: 1, dropVersion: 1 },
  });
  expect(await code(see(onlyKey))).toBe('partners.link_not_found');
  expect(await see(keep.key)).toMatchObject({ results: null, duties: [{ agreement: 'kerja sama Turi Satu' }] });
  // of what was its own nothing is hidden: the other one brought nothing to it
  expect(await see(drop.key)).toMatchObject({ results: [{ what: 'Rahasia Turi Dua' }] });
});

test('the page for all goes on where the one who goes brings nothing', async () => {
  const [keep, drop] = [await aPage(t, 'Turi Tiga'), await aPartner(t)];
  await mergePartners(keeper(t), { keepId: keep.partnerId, dropId: drop, keepVersion: 1, dropVersion: 1 });
  expect(await see(keep.key)).toMatchObject({ partner: 'Turi Tiga' });
});

test('a mail with a link that was not sent yet goes to nobody who left or whose address changed, nor of an agreement that ended', async () => {
  const me = keeper(t);
  const { partnerId, linkId, agreement } = await aPage(t, 'Surel Tertunda', { one: true });
  const personOf = async (name: string) =>
    addPerson(me, partnerId, {
      ...{ name, role: 'Ketua', email: `${name.toLowerCase()}@tunda.example` },
      ...{ consentOn: '2026-11-01', consentHow: 'lisan' },
    });
  const [leaving, moving, staying] = [await personOf('Pergi'), await personOf('Pindah'), await personOf('Tetap')];
  for (const personId of [leaving, moving, staying])
    await sendLink(me, linkId, { version: await versionOf(linkId), personId });
  const told = async (id = linkId) =>
    (
      await t.db
        .selectFrom('guestMessage')
        .select('email')
        .where('about', '=', `partner_link:${id}`)
        .where('email', 'is not', null)
        .orderBy('email')
        .execute()
    ).map(({ email }) => email);
  expect(await told()).toEqual(['pergi@tunda.example', 'pindah@tunda.example', 'tetap@tunda.example']);
  const [role] = (await getPerson(me, leaving)).roles;
  await endRole(me, role?.id ?? 0, '2027-01-31');
  expect(await told()).toContain('pergi@tunda.example');
  await endRole(me, role?.id ?? 0, '2026-11-25');
  expect(await told()).not.toContain('pergi@tunda.example');
  const change = async (id: number, email: string) => {
    const { name, phone, consentOn, consentHow, version } = await getPerson(me, id);
    await changePerson(me, id, { name, phone, email, consentOn, consentHow, version });
  };
  await change(staying, 'tetap@tunda.example');
  await sendLink(me, linkId, { version: await versionOf(linkId), personId: moving });
  expect(await getLink(me, linkId)).toMatchObject({ sentOn: '2026-11-25' });
  await change(moving, 'baru@tunda.example');
  expect(await told()).toEqual(['tetap@tunda.example']);
  // nobody reads there that it went out
  expect(await getLink(me, linkId)).toMatchObject({ sentOn: null });
  await sendLink(me, linkId, { version: await versionOf(linkId), personId: staying });
  await change(moving, 'lagi@tunda.example');
  expect(await getLink(me, linkId)).toMatchObject({ sentOn: '2026-11-25' });
  await endAgreement(me, agreement.id, { version: (await getAgreement(me, agreement.id)).version, reason: 'usai' });
  expect(await told()).toEqual([]);
  expect(await getLink(me, linkId)).toMatchObject({ sentOn: null });
  const house = { ...(await getPartner(me, partnerId)), email: 'kantor@tunda.example' };
  await changePartner(me, partnerId, house);
  const all = await makeLink(me, partnerId, { sections: ['messages'] });
  await sendLink(me, all, { version: await versionOf(all), personId: null });
  expect(await told(all)).toEqual(['kantor@tunda.example']);
  await changePartner(me, partnerId, { ...house, version: house.version + 1, email: 'baru@tunda.example' });
  expect(await told(all)).toEqual([]);
});

test('a link that is sent in the moment in which the address changes is taken back', async () => {
  const me = keeper(t);
  const { partnerId, linkId } = await aPage(t, 'Surel Bersamaan');
  const said = { name: 'Pindah', phone: '', consentOn: '2026-11-01', consentHow: 'lisan' };
  const personId = await addPerson(me, partnerId, { ...said, role: 'Ketua', email: 'lama@bersamaan.example' });
  const held = await holdRow(t, 'partner', partnerId);
  const sending = sendLink(me, linkId, { version: await versionOf(linkId), personId });
  await held.waitedFor(1);
  const changing = changePerson(me, personId, { ...said, email: 'baru@bersamaan.example', version: 1 });
  await held.waitedFor(2);
  await held.letGo();
  await Promise.all([sending, changing]);
  const mails = t.db.selectFrom('guestMessage').select('state').where('about', '=', `partner_link:${linkId}`);
  expect(await mails.execute()).toEqual([{ state: 'cancelled' }]);
  expect(await getLink(me, linkId)).toMatchObject({ sentOn: null });
});

test('with a merging no link goes out to an address that is that of neither any more', async () => {
  const me = keeper(t);
  const addressed = async (name: string, email: string) => {
    const page = await aPage(t, name, { one: true });
    await changePartner(me, page.partnerId, { ...(await getPartner(me, page.partnerId)), email });
    await sendLink(me, page.linkId, { version: await versionOf(page.linkId), personId: null });
    return page;
  };
  const keep = await addressed('Turi Empat', 'lama@turi.example');
  const drop = await addressed('Turi Lima', 'baru@turi.example');
  const versions = {
    keepVersion: (await getPartner(me, keep.partnerId)).version,
    dropVersion: (await getPartner(me, drop.partnerId)).version,
  };
  await mergePartners(me, { keepId: keep.partnerId, dropId: drop.partnerId, ...versions, take: ['email'] });
  expect(await getLink(me, keep.linkId)).toMatchObject({ sentOn: null });
  expect(await getLink(me, drop.linkId)).toMatchObject({ sentOn: '2026-11-25' });
});

test('nobody comes into the register by the page of a partner who is forgotten', async () => {
  const { key, linkId, partnerId } = await aPage(t, 'Mbah Satiyem');
  await t.db.updateTable('partner').set({ kind: 'person' }).where('id', '=', partnerId).execute();
  await nameOnPage(anybody(), key, person);
  const named = (await getLink(keeper(t), linkId)).named[0] ?? { id: 0, version: 0 };
  await erasePartner(keeper(t), partnerId, (await getPartner(keeper(t), partnerId)).version);
  const { version } = (await getLink(keeper(t), linkId)).named[0] ?? { version: 0 };
  expect(await code(acceptNamed(keeper(t), named.id, version))).toBe('partners.state_forbids');
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
