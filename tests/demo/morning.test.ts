import { expect, test } from 'vitest';
import { places } from '#contributed/places';
import { sessionsToday } from '#modules/community/programs';
import { viewCashDay } from '#modules/lending/charges';
import { listHoldShelf } from '#modules/lending/circulation';
import { localDate } from '#shared/dates';
import { waitingAt } from '#web/kit/frame/staff/waiting.server.ts';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });

test('whoever opens the sample city finds a living first page at the main library', async () => {
  const { id } = await t.db.selectFrom('library').select('id').where('code', '=', 'PUSAT').executeTakeFirstOrThrow();
  const waits = await waitingAt(t.ctx(), places, { desk: id, zone: 'Asia/Jakarta', fresh: true });
  expect(Object.fromEntries([...waits].map(([href, { count }]) => [href, count]))).toMatchObject({
    '/staf/pesanan': 1,
    '/staf/anggota/pendaftar': 1,
    '/staf/permintaan-data': 1,
    '/staf/pemberitahuan': 1,
    '/staf/rencana-aksi': 5,
    '/staf/kegiatan': 4,
    '/staf/terlambat': 1,
  });
  // a payment was booked for the wrong reader, taken back, and booked for the right one
  const day = localDate(t.clock.now(), 'Asia/Jakarta');
  const { cash, lines } = await viewCashDay(t.ctx(), { libraryId: id, day });
  expect(lines.map(({ kind }) => kind)).toEqual(['payment', 'void', 'payment']);
  expect(cash).toMatchObject({ payments: 30_000, voided: 15_000, net: 15_000 });
  // a slip lies in a book on the shelf
  expect(await listHoldShelf(t.ctx(), id)).toHaveLength(1);
  expect((await sessionsToday(t.ctx())).map(({ program }) => program)).toContain('Dongeng Sore');
});
