import { expect, test } from 'vitest';
import { claimOnPage, leaveFile, nameOnPage, writeOnPage } from '#modules/city/partners';
import { pageLine, partnerLinks } from '#web/features/partners/pages/partner-links.server.ts';
import { partnerPageOf } from '#web/features/partners/pages/partner-page.server.ts';
import { aPage, aPdf } from './support/page-house.ts';
import { keeper } from './support/partner-house.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();

test('what a partner left is read by them and by staff, each with what is theirs to do', async () => {
  const { key, partnerId, agreement, linkId } = await aPage(t, 'Koperasi Batik Turi');
  const ctx = t.ctx({ kind: 'anonymous' });
  expect(await partnerPageOf(ctx, key)).toMatchObject({
    partner: 'Koperasi Batik Turi',
    duties: [{ isLate: true, claim: null }],
    coming: [{ isLate: false }, { isLate: false }],
  });
  await writeOnPage(ctx, key, { text: 'Halo' });
  await nameOnPage(ctx, key, { name: 'Bu Sri', role: 'Ketua', email: 'sri@turi.id', agrees: true });
  await claimOnPage(ctx, key, { dutyId: agreement.theirs, words: 'Sudah' });
  await leaveFile(ctx, t.storage, key, { file: aPdf(), name: 'a.pdf', words: '' });
  const page = await partnerPageOf(ctx, key);
  // said to be done, and waiting: no more late in their eyes
  expect(page).toMatchObject({ duties: [{ isLate: false, claim: { isWaiting: true } }], files: [{ name: 'a.pdf' }] });
  // how somebody is reached is for staff alone
  expect(JSON.stringify(page)).not.toContain('sri@turi.id');
  const view = await partnerLinks(keeper(t), partnerId, 'https://perpus.example');
  expect(view.links).toMatchObject([
    {
      ...{ id: linkId, address: `https://perpus.example/mitra/${key.code}`, isOpen: true, hasNew: true },
      people: [{ name: 'Bu Sri', reach: 'sri@turi.id', isWaiting: true }],
      claims: [{ words: 'Sudah', isWaiting: true }],
      files: [{ isWaiting: true, isThere: true }],
    },
  ]);
  expect(
    pageLine(
      {
        ...{ id: linkId, partnerId, partner: '', agreement: null, whole: true },
        ...{ waiting: 0, openedOn: null, isOver: false },
      },
      'id',
    ),
  ).toMatchObject({
    waits: null,
    href: `/staf/mitra/${partnerId}/tautan`,
  });
});
