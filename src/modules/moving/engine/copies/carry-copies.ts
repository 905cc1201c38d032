import {
  findItemByBarcode,
  keepLivingBibs,
  saveBibBatch,
  type DraftItem,
  type SavedDraft,
} from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { IdSet } from '#shared/moving/id-set';
import type { Said } from '#shared/moving/said';
import { cutOff } from '#shared/moving/tidy-text';
import { insertCarried, selectCarried, type CarriedTable, type ToCarry } from '../data/carried.queries.ts';
import { readRowsOf } from '../reading/read-tables.ts';
import type { Run } from '../run.ts';
import { saveBehind } from '../save-behind.ts';
import { saveHalving } from '../save-in-batches.ts';
import { followCopies } from './follow-copies.ts';
import type { CopiesMoving, PlannedCopy } from './planned-copy.ts';

/** A copy that nobody has changed yet. */
const FIRST_VERSION = 1;
/** Its title came and was deleted here since. */
const TITLE_GONE = 'catalog.bib_not_found';

/** What became of a copy: here already, or made, or refused by the catalogue. */
interface SavedCopy {
  copy: PlannedCopy;
  fate: 'carried' | 'known' | 'merged' | 'refused';
  said: Said[];
}

/** A number that somebody else's copy bears here: the copy comes with a new one, the old one in its note. */
function withoutTaken(item: DraftItem, code: string, oldNumbers: CopiesMoving['oldNumbers']): DraftItem | null {
  const note = (label: string, number: string | null | undefined): string =>
    // first, so that it is found again however long the note is
    cutOff([`${label}${number ?? ''}`, item.copyNote].filter(Boolean).join('; '), 500);
  if (code === 'catalog.barcode_taken') {
    return { ...item, barcode: null, copyNote: note(oldNumbers.barcode, item.barcode) };
  }
  if (code !== 'catalog.accession_taken') return null;
  return { ...item, accessionNumber: null, copyNote: note(oldNumbers.accession, item.accessionNumber) };
}

interface Draft {
  copy: PlannedCopy;
  bibId: number;
  item: DraftItem;
}

const titleGone = (table: CarriedTable, key: string): Said => ({ table, key, fate: 'refused', code: 'title_gone' });

const saveDrafts = async (trx: Tx, ctx: Ctx, drafts: readonly Draft[]): Promise<SavedDraft[]> =>
  saveBibBatch(
    trx,
    ctx,
    drafts.map(({ bibId, item }) => ({ mode: 'items_only', bibId, items: [item] })),
  );

/** Saves the copies that no earlier run has brought. */
const saveCopies =
  (run: Run, { table, titles, oldNumbers }: CopiesMoving) =>
  async (trx: Tx, ctx: Ctx, batch: readonly PlannedCopy[]): Promise<SavedCopy[]> => {
    const { source, tellCame } = run;
    const known = await selectCarried(trx, source, table, idsOf(batch));
    const became = await selectCarried(trx, source, titles, [...new Set(batch.map(({ bib }) => bib))]);
    // what was merged here is the record that it was merged into
    const living = await keepLivingBibs(trx, [...became.values()]);
    const results = batch.flatMap((copy): SavedCopy[] =>
      known.has(copy.id) ? [{ copy, fate: 'known', said: [] }] : [],
    );
    const refuse = (copy: PlannedCopy, reason: string): void => {
      const said: Said = { table, key: copy.key, fate: 'refused', code: 'saving_refused', params: { reason } };
      results.push({ copy, fate: 'refused', said: [said] });
    };
    let waiting = batch.flatMap((copy): Draft[] => {
      const bibId = living.get(became.get(copy.bib) ?? 0);
      if (known.has(copy.id) || !copy.item) return [];
      if (bibId !== undefined) return [{ copy, bibId, item: copy.item }];
      if (became.has(copy.bib)) results.push({ copy, fate: 'refused', said: [titleGone(table, copy.key)] });
      else refuse(copy, 'title');
      return [];
    });
    const made: ToCarry[] = [];
    const told = new Map<PlannedCopy, Said[]>();
    // a copy may lose its barcode, then its accession number
    const there: Draft[] = [];
    for (let round = 0; round < 3 && waiting.length > 0; round += 1) {
      const saved = await saveDrafts(trx, ctx, waiting);
      waiting = waiting.flatMap((draft, i): Draft[] => {
        const { copy } = draft;
        const { itemIds = [], itemProblems = [] } = saved[i] ?? {};
        const [becameId] = itemIds;
        const [problem] = itemProblems;
        const said = told.get(copy) ?? [];
        if (becameId !== undefined) {
          made.push({ slimsId: copy.id, becameId, said: draft.copy.says, state: FIRST_VERSION });
          results.push({ copy, fate: 'carried', said });
          return [];
        }
        if (!problem) {
          // this very copy came by another road: by hand, or by a list
          there.push(draft);
          results.push({
            copy,
            fate: 'merged',
            said: [{ table, key: copy.key, fate: 'merged', code: 'copy_there' }],
          });
          return [];
        }
        const item = withoutTaken(draft.item, problem.code, oldNumbers);
        if (!item) {
          refuse(copy, problem.code);
          return [];
        }
        const isBarcode = problem.code === 'catalog.barcode_taken';
        const number = (isBarcode ? draft.item.barcode : draft.item.accessionNumber) ?? '';
        const code = isBarcode ? 'barcode_of_another' : 'number_of_another';
        told.set(copy, [...said, { table, key: copy.key, fate: 'told', code, params: { number } }]);
        return [{ ...draft, item }];
      });
    }
    for (const { copy, item } of there) {
      // its loans find it by what it became
      const same = item.barcode ? await findItemByBarcode(trx, item.barcode) : null;
      if (same) made.push({ slimsId: copy.id, becameId: same.id, isFound: true });
    }
    await insertCarried(trx, run, table, made);
    const came = new Set(made.map(({ slimsId }) => slimsId));
    await tellCame(trx, results.filter(({ copy }) => came.has(copy.id)).flatMap(wordsOf));
    return results;
  };

const idsOf = (batch: readonly PlannedCopy[]): number[] => batch.map(({ id }) => id);

/** What was to be told of it from the beginning is told where it came. */
const wordsOf = ({ copy, fate, said }: SavedCopy): Said[] => (fate === 'carried' ? [...copy.said, ...said] : said);

function noteCopy({ ledger }: Run, { table, came }: CopiesMoving, saved: SavedCopy): void {
  const { copy, fate } = saved;
  if (fate !== 'refused') came(copy.id, fate);
  if (fate === 'carried' || fate === 'known') ledger.count(table, fate);
  for (const one of wordsOf(saved)) ledger.say(one);
}

/** Brings the copies of the titles that came. */
export async function carryCopies(run: Run, moving: CopiesMoving): Promise<void> {
  const { ctx, source, ledger, signal } = run;
  const { table } = moving;
  const seen = new IdSet();
  let done = 0;
  const note = (saved: readonly SavedCopy[]): void => {
    for (const one of saved) noteCopy(run, moving, one);
  };
  const refuse = ({ key }: PlannedCopy, reason: string): void =>
    ledger.say(
      reason === TITLE_GONE
        ? titleGone(table, key)
        : { table, key, fate: 'refused', code: 'saving_refused', params: { reason } },
    );
  await saveBehind(readRowsOf(run.path, table), signal, (rows) => {
    const planned = rows.flatMap((row): PlannedCopy[] => {
      const id = moving.idOf(row);
      if (seen.add(id)) return [moving.plan(row)];
      ledger.say({ table, key: moving.keyOf(row), fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
      return [];
    });
    const good = planned.filter(({ item }) => item !== null);
    for (const { item, said } of planned) if (item === null) for (const one of said) ledger.say(one);
    return async () => {
      await followCopies(run, moving, good);
      if (run.dryRun) {
        const known = await selectCarried(ctx.db, source, table, idsOf(good));
        note(good.map((copy) => ({ copy, fate: known.has(copy.id) ? 'known' : 'carried', said: [] })));
      } else await saveHalving(ctx, good, saveCopies(run, moving), note, refuse);
      await run.onProgress(table, (done += rows.length));
    };
  });
}
