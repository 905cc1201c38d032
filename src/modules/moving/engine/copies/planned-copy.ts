import type { DraftItem } from '#modules/collection/catalog';
import type { OldRow } from '#shared/moving/old-row';
import type { Said } from '#shared/moving/said';
import type { CarriedTable } from '../data/carried.queries.ts';

/** What a copy is to become. */
export interface PlannedCopy {
  id: number;
  key: string;
  /** Number of its title in the old system. */
  bib: number;
  /** null = refused. */
  item: DraftItem | null;
  /** Stands for what the old system says of it. */
  says: number;
  said: Said[];
}

/** How copies come from one system. */
export interface CopiesMoving {
  /** Tables of copies and of titles. */
  table: CarriedTable;
  titles: CarriedTable;
  /** How the note begins of a copy that could not keep its number. */
  oldNumbers: { barcode: string; accession: string };
  /** Number of a row, below 0 where it has none, and how people find it there. */
  idOf: (row: OldRow) => number;
  keyOf: (row: OldRow) => string;
  plan: (row: OldRow) => PlannedCopy;
  /** A copy that came, now or before, or is here already. */
  came: (id: number, fate: 'carried' | 'known' | 'merged') => void;
}
