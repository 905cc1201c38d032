import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Said, SaidCode } from '#shared/moving/said';

/** A title that another one is related to. */
export interface Related {
  id: number;
  title: string;
  /** As SLiMS numbers it; 1 = nothing more is said. */
  type: number;
}
interface RelationRow {
  key: string;
  bib: number;
  other: number;
  type: number;
  isTaken: boolean;
}
export const UNTITLED = '[Tanpa judul]';
const TABLE = 'biblio_relation';

/** Which titles are related to one another: each row is one for both sides. They are few; some hundred bytes each. */
export class Relations {
  readonly #rows: RelationRow[] = [];
  readonly #titles = new Map<number, string>();
  readonly #related = new Map<number, Related[]>();
  readonly #odd = new Map<RelationRow, { fate: 'refused' | 'merged'; code: SaidCode }>();

  get count(): number {
    return this.#rows.length;
  }

  take(row: OldRow): void {
    const [bib, other] = [idOf(row('biblio_id')), idOf(row('rel_biblio_id'))];
    const key = `biblio_id=${row('biblio_id') ?? ''}, rel_biblio_id=${row('rel_biblio_id') ?? ''}`;
    this.#rows.push({ key, bib, other, type: Math.max(idOf(row('rel_type')), 1), isTaken: false });
  }

  /** Numbers of the titles that stand on either side. */
  ids = (): Set<number> => new Set(this.#rows.flatMap(({ bib, other }) => [bib, other]));

  /** @param titles what those of them are called that come */
  settle(titles: ReadonlyMap<number, string>): void {
    for (const [id, title] of titles) this.#titles.set(id, title);
    const pairs = new Set<string>();
    for (const row of this.#rows) {
      const { bib, other, type } = row;
      const [from, to] = [this.#titles.get(bib), this.#titles.get(other)];
      const pair = [bib, other].toSorted((a, b) => a - b).join(' ');
      if (bib === other) this.#odd.set(row, { fate: 'refused', code: 'relation_itself' });
      else if (to === undefined) this.#odd.set(row, { fate: 'refused', code: 'relation_gone' });
      else if (pairs.has(pair)) this.#odd.set(row, { fate: 'merged', code: 'relation_repeated' });
      else if (from !== undefined) {
        pairs.add(pair);
        this.#add(bib, { id: other, title: to, type });
        this.#add(other, { id: bib, title: from, type });
      }
    }
  }

  #add(bib: number, related: Related): void {
    const all = this.#related.get(bib) ?? [];
    this.#related.set(bib, [...all, related]);
  }

  /** What a title is related to, in the order of their numbers. */
  of = (bib: number): Related[] => (this.#related.get(bib) ?? []).toSorted((a, b) => a.id - b.id);

  /** The rows of a title, which count as taken: those that go with it, and what is said of the others. */
  rowsOf(bib: number): { rows: { table: string; key: string }[]; said: Said[] } {
    const own = this.#rows.filter((row) => row.bib === bib && !row.isTaken);
    const [rows, said]: [{ table: string; key: string }[], Said[]] = [[], []];
    for (const row of own) {
      row.isTaken = true;
      const odd = this.#odd.get(row);
      if (odd) said.push({ table: TABLE, key: row.key, ...odd });
      else rows.push({ table: TABLE, key: row.key });
    }
    return { rows, said };
  }

  /** What is said of those that begin at no title. */
  left = (): Said[] =>
    this.#rows
      .filter(({ isTaken }) => !isTaken)
      .map(({ key }) => ({ table: TABLE, key, fate: 'refused', code: 'link_without_title' }));
}
