import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TILE_COLUMNS, TILE_ROWS, tilePlaces } from './parts/tile-places.ts';

const at = (id: number, latitude: number | null, longitude: number | null) => ({ id, latitude, longitude });

test('the corners of a city are the corners of its map, north above and west to the left', () => {
  const places = tilePlaces([
    at(1, -8.08, 112.15),
    at(2, -8.08, 112.19),
    at(3, -8.12, 112.15),
    at(4, -8.12, 112.19),
    at(5, -8.1, 112.17),
    at(6, -8.1, 112.16),
  ]);
  expect(places.get(1)).toEqual({ column: 1, row: 1 });
  expect(places.get(2)).toEqual({ column: 6, row: 1 });
  expect(places.get(3)).toEqual({ column: 1, row: 2 });
  expect(places.get(4)).toEqual({ column: 6, row: 2 });
});

test('two in one street stand beside each other', () => {
  const places = tilePlaces([at(1, -8, 112), at(2, -8, 112), at(3, -8.1, 112.1), at(4, -8.1, 112.1)]);
  expect(new Set([...places.values()].map(({ column, row }) => `${column} ${row}`)).size).toBe(4);
});

test('without coordinates there is no place; with too few or too many nobody has one', () => {
  expect(tilePlaces([at(1, -8, 112), at(2, -8.1, 112), at(3, null, null)]).size).toBe(0);
  expect([...tilePlaces([at(1, -8, 112), at(2, -8.1, 112), at(3, -8.2, 112.1), at(4, null, 112)]).keys()]).toEqual([
    1, 2, 3,
  ]);
  const many = Array.from({ length: 60 }, (_, id) => at(id, -8 - id / 100, 112));
  expect(tilePlaces(many).size).toBe(0);
});

test('whatever the city, every library has a cell of its own on the grid', () => {
  const degree = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });
  const city = fc.array(fc.tuple(degree(-90, 90), degree(-180, 180)), { minLength: 3, maxLength: 48 });
  fc.assert(
    fc.property(city, (positions) => {
      const places = tilePlaces(positions.map(([latitude, longitude], id) => at(id, latitude, longitude)));
      expect(places.size).toBe(positions.length);
      const cells = [...places.values()];
      expect(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size).toBe(cells.length);
      for (const { column, row } of cells) {
        expect(column >= 1 && column <= TILE_COLUMNS && row >= 1 && row <= TILE_ROWS).toBe(true);
      }
    }),
  );
});
