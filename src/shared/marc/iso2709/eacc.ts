import { EACC_TABLE } from './eacc-table.ts';

const keyOf = (plane: number, row: number, place: number): number => (plane << 16) | (row << 8) | place;

const readTable = (): ReadonlyMap<number, number> => {
  const points = new Map<number, number>();
  for (const line of EACC_TABLE.trim().split('\n')) {
    const [plane = '', ...runs] = line.split(' ');
    for (const run of runs) {
      const row = Number.parseInt(run.slice(0, 2), 16);
      const first = Number.parseInt(run.slice(2, 4), 16);
      Array.from(run.slice(4)).forEach((char, i) => {
        points.set(keyOf(Number.parseInt(plane, 16), row, first + i), char.codePointAt(0) ?? 0);
      });
    }
  }
  return points;
};

// Few files have East Asian characters: the table is unpacked for the first of them.
let table: ReadonlyMap<number, number> | undefined;

/** The code point of the East Asian character whose three bytes begin at `at` (the eighth bit does not count); 0 = none is known. */
export const eaccCharacter = (bytes: Uint8Array, at: number): number => {
  table ??= readTable();
  const [plane = 0, row = 0, place = 0] = bytes.subarray(at, at + 3);
  return table.get(keyOf(plane & 0x7f, row & 0x7f, place & 0x7f)) ?? 0;
};
