import { expect, test } from 'vitest';
import { checkOut, createPolicy, markLost } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const api = useApi(t);

test('all that one request writes says one instant, and the next request a later one', async () => {
  const library = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  await createPolicy(t.ctx(), { itemType: 'umum', lostCharge: 50_000, processingCharge: 5000, lostRefund: 'all' });
  const memberNumber = await makeMember(t.ctx(), { fullName: 'Sari', number: 'A1', homeLibrary: 'KOTA' });
  const itemBarcode = await makeCopy(t.ctx(), { title: 'Pulang', barcode: 'B-1', libraryId: library.id });
  const desk = { ...t.ctx(), libraryId: library.id };
  const { loan } = await checkOut(desk, { memberNumber, itemBarcode });
  await markLost(desk, { loanId: loan.id });
  const back = async () =>
    api.inject({
      method: 'POST',
      url: '/api/v1/check-ins',
      headers: { authorization: `Bearer ${api.token}` },
      payload: { itemBarcode, library: 'KOTA' },
    });
  expect((await back()).statusCode).toBe(200);
  const lines = await t.db.selectFrom('chargeLine').select('at').where('kind', '=', 'correction').execute();
  const { returnedAt, returnRecordedAt } = await t.db
    .selectFrom('loan')
    .select(['returnedAt', 'returnRecordedAt'])
    .executeTakeFirstOrThrow();
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('at')
    .where('action', 'in', ['loan.checked_in', 'item.status_changed'])
    .orderBy('id', 'desc')
    .limit(2)
    .execute();
  expect(lines).toHaveLength(2);
  const instants = [returnedAt, returnRecordedAt, ...[...lines, ...traces].map(({ at }) => at)];
  expect(new Set(instants.map((at) => at?.getTime())).size).toBe(1);
  expect(returnedAt?.getTime()).toBeGreaterThan(loan.loanedAt.getTime());
});
