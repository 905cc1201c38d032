import { foreseeReplacing, replaceUntouched, type Replaced, type Replacement } from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import {
  noteFollowed,
  stillAsLeft,
  updateCarried,
  type CarriedRow,
  type CarriedTable,
  type Remembering,
} from '../data/carried.queries.ts';
import type { Said, SaidCode } from '#shared/moving/said';
import { textNumber } from '#shared/moving/text-number';
import type { MarcRecord } from '#shared/marc/record';

/** What a title is to become, and what is said of it. */
export interface PlannedTitle {
  id: number;
  key: string;
  /** null = refused. */
  record: MarcRecord | null;
  hidden: boolean;
  enteredAt: Date | undefined;
  said: Said[];
}

/** Titles of a batch that an earlier run has brought, and what is said of those that the old system has changed since. */
export interface FollowedTitles {
  known: ReadonlyMap<number, CarriedRow>;
  said: Said[];
}

/** Stands for all that becomes of a title. */
export const titleSays = ({ record, hidden }: Pick<PlannedTitle, 'record' | 'hidden'>): number =>
  textNumber(JSON.stringify([record, hidden]));

const CODES: Partial<Record<Replaced['outcome'], SaidCode>> = {
  written: 'updated_title',
  changed_here: 'conflict_title_changed_here',
};

interface Changed {
  title: PlannedTitle;
  says: number;
  replacement: Replacement;
}

/** The titles that say something else than when they came. */
function changedOf(batch: readonly PlannedTitle[], known: ReadonlyMap<number, CarriedRow>): Changed[] {
  return batch.flatMap((title): Changed[] => {
    const row = known.get(title.id);
    const says = titleSays(title);
    const { record: marc, hidden } = title;
    if (!row || row.said === null || row.said === says || marc === null) return [];
    return [{ title, says, replacement: { bibId: row.becameId, marc, hidden, version: row.state ?? 0 } }];
  });
}

const sayOf = (
  table: CarriedTable,
  changed: readonly Changed[],
  outcomes: readonly (Replaced['outcome'] | undefined)[],
): Said[] =>
  changed.flatMap(({ title: { id, key }, says }, i): Said[] => {
    const outcome = outcomes[i] ?? 'same';
    const code = CODES[outcome];
    if (!code) return [];
    const said: Said = { table, key, fate: 'told', code };
    return [outcome === 'changed_here' ? { ...said, row: { slimsId: id, says } } : said];
  });

/** What {@link followTitles} would say; nothing is changed. */
export async function foreseeTitles(
  db: Db,
  table: CarriedTable,
  batch: readonly PlannedTitle[],
  known: ReadonlyMap<number, CarriedRow>,
): Promise<FollowedTitles> {
  const changed = changedOf(batch, known);
  const outcomes = await foreseeReplacing(
    db,
    changed.map(({ replacement }) => replacement),
  );
  return { known, said: sayOf(table, changed, outcomes) };
}

/** Brings titles up to date that the old system has changed since they came, and nobody here has. What people have to decide is asked again by the next run. */
export async function followTitles(
  trx: Tx,
  ctx: Ctx,
  run: Remembering,
  table: CarriedTable,
  batch: readonly PlannedTitle[],
  known: ReadonlyMap<number, CarriedRow>,
): Promise<FollowedTitles> {
  const changed = changedOf(batch, known);
  if (changed.length === 0) return { known, said: [] };
  const ids = changed.map(({ title }) => title.id);
  const asLeft = await stillAsLeft(trx, run, table, ids);
  const followed: number[] = [];
  const replaced = await replaceUntouched(
    trx,
    ctx,
    changed.map(({ replacement }) => replacement),
  );
  for (const [i, { title, says }] of changed.entries()) {
    const one = replaced[i];
    if (one && 'version' in one) {
      await updateCarried(trx, run.source, table, { slimsId: title.id, said: says, state: one.version });
      if (one.outcome === 'written') followed.push(title.id);
    }
  }
  await noteFollowed(trx, run, table, followed, new Set(followed.filter((id) => asLeft.has(id))));
  return {
    known,
    said: sayOf(
      table,
      changed,
      replaced.map(({ outcome }) => outcome),
    ),
  };
}
