import { expect, test } from 'vitest';
import { drawMap, MAP_FRAME, placeOf, stepOf, whoNext, type MapPoint } from './map.ts';

const point = (partnerId: number, more: Partial<MapPoint> = {}): MapPoint => ({
  ...{ partnerId, partner: `Mitra ${partnerId}`, interest: 7, influence: 7, reason: 'x', onDay: '2026-11-01' },
  ...{ saidBy: 'Dewi', lastContactOn: '2026-11-20', ...more },
});

test.for([
  [9, 6, 'nurture'],
  [6, 5, 'nurture'],
  [6, 4, 'win'],
  [5, 5, 'involve'],
  [5, 4, 'inform'],
  [0, 0, 'inform'],
] as const)('influence %i and interest %i are to %s', ([influence, interest, step]) => {
  expect(stepOf({ influence, interest })).toBe(step);
});

test('next are those with influence and little interest, the most influential first, then who was not heard for longest', () => {
  const next = whoNext(
    [
      point(1),
      point(2, { interest: 2, influence: 6 }),
      point(3, { interest: 4, influence: 9, lastContactOn: null }),
      point(4, { lastContactOn: '2026-03-01' }),
      point(5, { lastContactOn: '2026-01-01', influence: 1 }),
      point(6, { lastContactOn: '2026-07-28' }),
      point(7, { lastContactOn: '2026-07-27' }),
    ],
    '2026-11-25',
  );
  expect(next.map(({ partnerId, reasons }) => [partnerId, ...reasons])).toEqual([
    [3, 'win', 'never'],
    [2, 'win'],
    [5, 'stale'],
    [4, 'stale'],
    [7, 'stale'],
  ]);
});

test('much influence is at the right, much interest at the top', () => {
  expect(placeOf({ interest: 10, influence: 10 })).toEqual({ x: MAP_FRAME.right, y: MAP_FRAME.top });
  expect(placeOf({ interest: 0, influence: 0 })).toEqual({ x: MAP_FRAME.left, y: MAP_FRAME.bottom });
});

test('two at the same place are two dots, and no name stands over another one or outside of the drawing', () => {
  const crowd = Array.from({ length: 60 }, (_, i) => ({
    partnerId: i + 1,
    name: `Paguyuban yang bernama panjang sekali ${i + 1}`,
    interest: i % 3,
    influence: 9 + (i % 2),
  }));
  const dots = drawMap(crowd);
  expect(dots).toHaveLength(60);
  expect(new Set(dots.map(({ x, y }) => `${x}/${y}`)).size).toBe(60);
  const boxes = dots.flatMap(({ label }) => {
    if (!label) return [];
    const width = label.text.length * 6.6;
    const before = { start: 0, middle: width / 2, end: width }[label.anchor];
    const left = label.x - before;
    return [{ left, right: left + width, top: label.y - 11, bottom: label.y + 3 }];
  });
  expect(boxes.length).toBeGreaterThan(0);
  for (const [i, a] of boxes.entries()) {
    expect(a.left >= 0 && a.right <= MAP_FRAME.width && a.top >= 0 && a.bottom <= MAP_FRAME.height).toBe(true);
    for (const b of boxes.slice(i + 1))
      expect(a.left + 0.2 < b.right && b.left + 0.2 < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
  }
});

test('the one that is looked at has its name, however many stand around it', () => {
  const crowd = Array.from({ length: 40 }, (_, i) => ({
    ...{ partnerId: i + 1, name: `Mitra nomor ${i + 1}`, interest: 5, influence: 5 },
  }));
  expect(drawMap(crowd, 17).find(({ partnerId }) => partnerId === 17)?.label).not.toBeNull();
});
