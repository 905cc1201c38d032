import { selectCarried, type CarriedTable } from './data/carried.queries.ts';
import { NumberMap } from '#shared/moving/number-map';
import type { Run } from './run.ts';

/** Stands for one that came and was forgotten here. */
const FORGOTTEN = -1;

/** What rows that other rows name again and again have become: each is asked for once. For tables whose rows have all come before. */
export class CarriedIds {
  readonly #run: Pick<Run, 'ctx' | 'source'>;
  readonly #table: CarriedTable;
  readonly #known = new NumberMap();

  constructor(run: Pick<Run, 'ctx' | 'source'>, table: CarriedTable) {
    this.#run = run;
    this.#table = table;
  }

  /** Asks for those that were not asked for yet. */
  async fetch(ids: Iterable<number>): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => this.#known.get(id) === undefined);
    const found = await selectCarried(this.#run.ctx.db, this.#run.source, this.#table, unknown);
    for (const id of unknown) this.#known.add(id, found.has(id) ? found.get(id) || FORGOTTEN : 0);
  }

  /** @returns null where it became nothing, or what it became was forgotten */
  get(id: number): number | null {
    const known = this.#known.get(id) ?? 0;
    return known > 0 ? known : null;
  }

  /** A member who came and whose data were erased here since: nothing of them may come again. */
  isForgotten(id: number): boolean {
    return this.#known.get(id) === FORGOTTEN;
  }
}
