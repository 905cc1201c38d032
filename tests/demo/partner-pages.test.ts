import { expect, test } from 'vitest';
import { getLink, listPages } from '#modules/city/partners';
import { makeAccount } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { HOME_ZONE, localDate } from '#shared/dates';
import { loadPartnerPages } from '../../db/demo/load-partner-pages.ts';
import { loadPartners } from '../../db/demo/load-partners.ts';
import { keeper } from '../support/partner-house.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb();

test('two partners of the sample city have a page: one answered with a document that waits, one whose message waits', async () => {
  const { id: libraryId } = await makeLibrary(t.ctx(), 'PUSAT', 'Perpustakaan Kota');
  const { id: keeperId } = await makeAccount(t.ctx(), { username: 'humas' });
  const ctx = t.ctx({ kind: 'system', name: 'contoh' });
  const today = localDate(ctx.clock.now(), HOME_ZONE);
  await t.db.transaction().execute(async (trx) => {
    await loadPartners(trx, ctx, { today, keeperId, libraryIdOf: () => libraryId });
    await loadPartnerPages(trx, ctx, { storage: t.storage, today });
  });
  const { data } = await listPages(keeper(t), { limit: 10 });
  expect(data.map(({ partner, whole, waiting }) => [partner, whole, waiting])).toEqual([
    ['SMPN 3 Blitar', false, 1],
    ['Koperasi Batik Turi', true, 1],
  ]);
  const turi = await getLink(keeper(t), data[1]?.id ?? 0);
  expect(turi).toMatchObject({
    messages: [{ side: 'theirs' }, { side: 'ours' }],
    files: [{ name: 'daftar-narasumber.pdf', state: 'waiting' }],
  });
});
