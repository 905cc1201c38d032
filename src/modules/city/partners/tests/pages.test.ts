import { expect, test } from 'vitest';
import { aPage, aSigned, keyOf, pageVisitor } from '../../../../../tests/support/page-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeLink,
  claimOnPage,
  draftAgreement,
  endAgreement,
  endLink,
  getAgreement,
  getLink,
  listLinks,
  makeLink,
  nameOnPage,
  renewLink,
  seeMessages,
  writeOnPage,
  writeToPartner,
} from '../index.ts';

const t = useTestDb();
const { anybody, code, fields, see, left, versionOf, person } = pageVisitor(t);

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
