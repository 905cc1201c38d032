import { expect, test } from 'vitest';
import { cancelHold, checkIn, receiveItem, suspendHold } from '../../index.ts';
import { promiseMeasures } from '../../promise-measures.ts';
import { useHoldStage } from '../../../../../../tests/support/hold-stage.ts';

const stage = useHoldStage();
const { t, desk, wanted } = stage;
const measured = async (key: string, limit: number) =>
  promiseMeasures
    .find((one) => one.key === key)
    ?.count(
      t.db,
      {
        ...{ from: '2026-11-01', to: '2026-11-30', zone: 'Asia/Jakarta', now: t.clock.now() },
        ...{ after: new Date('2026-10-31T17:00:00Z'), before: new Date('2026-11-30T17:00:00Z') },
      },
      limit,
    );

test('a hold is kept when it is ready in time; given up or put off before that it is no promise, put off later it is', async () => {
  const { holds, barcode } = await wanted(5);
  const [first, second, third, fourth] = holds.map(({ id }) => id);
  t.clock.set('2026-11-27T10:00:00+07:00');
  // ready after two days
  await checkIn(desk(), { itemBarcode: barcode });
  await cancelHold(desk(), second ?? 0);
  await suspendHold(desk(), { holdId: third ?? 0, until: '2026-12-20' });
  t.clock.set('2026-12-09T10:00:00+07:00');
  // too late already when its reader puts it off
  await suspendHold(desk(), { holdId: fourth ?? 0, until: '2026-12-20' });
  expect(first).toBeDefined();
  expect(await measured('holds_ready', 7)).toEqual({ n: 3, kept: 1 });
  expect(await measured('holds_ready', 1)).toEqual({ n: 5, kept: 0 });
  // nothing of them is due yet
  expect(await measured('holds_ready', 60)).toEqual({ n: 1, kept: 1 });
});

test('a copy that is brought from another library counts from when it was caught', async () => {
  const before = await measured('holds_brought', 3);
  const { gedog } = stage.libraries();
  const { barcode } = await wanted(1, gedog);
  t.clock.set('2026-11-26T10:00:00+07:00');
  await checkIn(desk(), { itemBarcode: barcode });
  t.clock.set('2026-11-28T10:00:00+07:00');
  await receiveItem(desk(gedog), { itemBarcode: barcode });
  const after = await measured('holds_brought', 3);
  expect([(after?.n ?? 0) - (before?.n ?? 0), (after?.kept ?? 0) - (before?.kept ?? 0)]).toEqual([1, 1]);
  const strict = await measured('holds_brought', 1);
  expect(strict?.kept).toBe(before?.kept);
  // and the page says so beside the figure
  const told = promiseMeasures.find(({ key }) => key === 'holds_brought')?.without?.({}, { locale: 'id' });
  expect(told).toBe('Dihitung sejak buku ditemukan di perpustakaan lain, bukan sejak dipesan.');
});
