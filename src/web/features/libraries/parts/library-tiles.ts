import type { TilePlace } from './tile-places.ts';

/** A library as a tile of the schematic map. */
export interface LibraryTile {
  id: number;
  /** Short: the kelurahan, where the kind is plain. */
  name: string;
  /** Null: there is nothing to go to, and the tile is quiet. */
  href: string | null;
  /** Null: only words, without a mark. */
  mark: 'on' | 'out' | 'wait' | 'here' | 'late' | 'off' | null;
  words: string;
  /** One more line; empty without. */
  more: string;
  /** The main library. */
  main: boolean;
  /** The one that the page is narrowed down to. */
  chosen: boolean;
  /** Where it stands on a wide screen; null: wherever there is room. */
  place: TilePlace | null;
}
