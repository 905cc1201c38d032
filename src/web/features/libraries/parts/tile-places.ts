/** A tile of the schematic map: columns and rows count from 1. */
export interface TilePlace {
  column: number;
  row: number;
}
interface OnEarth {
  id: number;
  latitude: number | null;
  longitude: number | null;
}

/** So many tiles stand beside each other on a wide screen (`petak.css` knows these columns and rows). */
export const TILE_COLUMNS = 6;
export const TILE_ROWS = 10;
/** So much room there is for each library, so that neighbours need not be pushed far. */
const CELLS_EACH = 1.25;

/**
 * Where the tiles of libraries stand, north above and west to the left: the city shrunk onto a grid, each on a cell of its own, as near as
 * may be to where it really is. Those without coordinates get no place and flow around the others; with fewer than three that have them,
 * or more than the grid holds, nobody gets one.
 * @returns places by library
 */
export function tilePlaces(libraries: readonly OnEarth[]): Map<number, TilePlace> {
  const known = libraries.flatMap(({ id, latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ id, north: latitude, east: longitude }],
  );
  const rows = Math.ceil((known.length * CELLS_EACH) / TILE_COLUMNS);
  if (known.length < 3 || rows > TILE_ROWS) return new Map();
  const column = scale(
    known.map((one) => one.east),
    TILE_COLUMNS,
  );
  const row = scale(
    known.map((one) => -one.north),
    rows,
  );
  const places = new Map<number, TilePlace>();
  const taken = new Set<string>();
  const cells = Array.from({ length: rows * TILE_COLUMNS }, (_, nth) => ({
    column: (nth % TILE_COLUMNS) + 1,
    row: Math.floor(nth / TILE_COLUMNS) + 1,
  }));
  for (const { id, north, east } of known) {
    const at = { column: column(east), row: row(-north) };
    const away = (cell: TilePlace): number => (cell.column - at.column) ** 2 + (cell.row - at.row) ** 2;
    const [nearest] = cells
      .filter((cell) => !taken.has(keyOf(cell)))
      .toSorted((a, b) => away(a) - away(b) || a.row - b.row || a.column - b.column);
    if (!nearest) continue;
    taken.add(keyOf(nearest));
    places.set(id, nearest);
  }
  return places;
}

const keyOf = ({ column, row }: TilePlace): string => `${column} ${row}`;

/** From 1 for the least of the values to `cells` for the greatest. */
function scale(values: readonly number[], cells: number): (value: number) => number {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const width = greatest - least;
  return (value) => (width === 0 ? (cells + 1) / 2 : 1 + ((value - least) / width) * (cells - 1));
}
