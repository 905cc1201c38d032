import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { sameKey } from '#shared/mysql-dump/same-key';
import {
  findItemByBarcode,
  keepLivingBibs,
  saveBibBatch,
  type DraftItem,
  type SavedDraft,
} from '#modules/collection/catalog';
import { findLibrary } from '#modules/collection/imports';
import { listLibraries } from '#modules/ground/libraries';
import {
  insertCarried,
  selectCarried,
  type ToCarry,
  readRowsOf,
  saveBehind,
  saveHalving,
} from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import type { Said } from '#shared/moving/said';
import { idOf } from '#shared/moving/old-row';
import { cutOff } from '#shared/moving/tidy-text';
import type { Run } from '../run.ts';
import { followCopies } from './follow-copies.ts';
import { itemTypesOf } from './item-types.ts';
import { OLD_NUMBERS, planCopy, type CopySurroundings, type PlannedCopy } from './plan-copy.ts';

/** A copy that nobody has changed yet. */
const FIRST_VERSION = 1;
/** Its title came and was deleted here since. */
const TITLE_GONE = 'catalog.bib_not_found';

/** What codes and names mean here: matched exactly, never by likeness. */
async function lookAround(run: Run): Promise<CopySurroundings> {
  const { ctx, survey, library } = run;
  const around = {
    libraries: await listLibraries(ctx),
    defaultLibraryId: library.id,
    itemTypes: [],
    categories: [],
  };
  const places = new Map(
    [...survey.codes.mst_location.all()].map(([key, { name }]) => {
      const found = [key, name].map((word) => findLibrary(around, word)).find(({ word }) => word === null);
      return [key, found?.libraryId ?? library.id];
    }),
  );
  return {
    survey,
    carriedTitles: run.carriedTitles,
    defaultLibraryId: library.id,
    libraryOf: (location) => {
      const libraryId = places.get(sameKey(location));
      return { libraryId: libraryId ?? library.id, known: libraryId !== undefined };
    },
    itemTypeOf: await itemTypesOf(run),
    callNumbers: run.callNumbers,
    today: localDate(ctx.clock.now(), library.timeZone),
    seen: { barcodes: new Set(), numbers: new Set() },
  };
}

/** What became of a copy: here already, or made, or refused by the catalogue. */
interface SavedCopy {
  copy: PlannedCopy;
  fate: 'carried' | 'known' | 'merged' | 'refused';
  said: Said[];
}

/** A number that somebody else's copy bears here: the copy comes with a new one, the old one in its note. */
function withoutTaken(item: DraftItem, code: string): DraftItem | null {
  const note = (label: string, number: string | null | undefined): string =>
    // first, so that it is found again however long the note is
    cutOff([`${label}${number ?? ''}`, item.copyNote].filter(Boolean).join('; '), 500);
  if (code === 'catalog.barcode_taken') {
    return { ...item, barcode: null, copyNote: note(OLD_NUMBERS.barcode, item.barcode) };
  }
  if (code !== 'catalog.accession_taken') return null;
  return { ...item, accessionNumber: null, copyNote: note(OLD_NUMBERS.accession, item.accessionNumber) };
}

interface Draft {
  copy: PlannedCopy;
  bibId: number;
  item: DraftItem;
}

const titleGone = (key: string): Said => ({ table: 'item', key, fate: 'refused', code: 'title_gone' });

const saveDrafts = async (trx: Tx, ctx: Ctx, drafts: readonly Draft[]): Promise<SavedDraft[]> =>
  saveBibBatch(
    trx,
    ctx,
    drafts.map(({ bibId, item }) => ({ mode: 'items_only', bibId, items: [item] })),
  );

/** Saves the copies that no earlier run has brought. */
const saveCopies =
  ({ source, tellCame }: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly PlannedCopy[]): Promise<SavedCopy[]> => {
    const known = await selectCarried(trx, source, 'item', idsOf(batch));
    const became = await selectCarried(trx, source, 'biblio', [...new Set(batch.map(({ bib }) => bib))]);
    // what was merged here is the record that it was merged into
    const living = await keepLivingBibs(trx, [...became.values()]);
    const results = batch.flatMap((copy): SavedCopy[] =>
      known.has(copy.id) ? [{ copy, fate: 'known', said: [] }] : [],
    );
    const refuse = (copy: PlannedCopy, reason: string): void => {
      const said: Said = { table: 'item', key: copy.key, fate: 'refused', code: 'saving_refused', params: { reason } };
      results.push({ copy, fate: 'refused', said: [said] });
    };
    let waiting = batch.flatMap((copy): Draft[] => {
      const bibId = living.get(became.get(copy.bib) ?? 0);
      if (known.has(copy.id) || !copy.item) return [];
      if (bibId !== undefined) return [{ copy, bibId, item: copy.item }];
      if (became.has(copy.bib)) results.push({ copy, fate: 'refused', said: [titleGone(copy.key)] });
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
            said: [{ table: 'item', key: copy.key, fate: 'merged', code: 'copy_there' }],
          });
          return [];
        }
        const item = withoutTaken(draft.item, problem.code);
        if (!item) {
          refuse(copy, problem.code);
          return [];
        }
        const isBarcode = problem.code === 'catalog.barcode_taken';
        const number = (isBarcode ? draft.item.barcode : draft.item.accessionNumber) ?? '';
        const code = isBarcode ? 'barcode_of_another' : 'number_of_another';
        told.set(copy, [...said, { table: 'item', key: copy.key, fate: 'told', code, params: { number } }]);
        return [{ ...draft, item }];
      });
    }
    for (const { copy, item } of there) {
      // its loans find it by what it became
      const same = item.barcode ? await findItemByBarcode(trx, item.barcode) : null;
      if (same) made.push({ slimsId: copy.id, becameId: same.id });
    }
    await insertCarried(trx, source, 'item', made);
    const came = new Set(made.map(({ slimsId }) => slimsId));
    await tellCame(trx, results.filter(({ copy }) => came.has(copy.id)).flatMap(wordsOf));
    return results;
  };

const idsOf = (batch: readonly PlannedCopy[]): number[] => batch.map(({ id }) => id);

/** What was to be told of it from the beginning is told where it came. */
const wordsOf = ({ copy, fate, said }: SavedCopy): Said[] => (fate === 'carried' ? [...copy.said, ...said] : said);

function noteCopy({ ledger, carriedCopies, survey }: Run, saved: SavedCopy): void {
  const { copy, fate } = saved;
  if (fate !== 'refused') carriedCopies.add(copy.id);
  if (fate === 'carried' || fate === 'known') {
    ledger.count('item', fate);
    survey.own.settle(ledger, 'item_custom', copy.id, fate);
  }
  for (const one of wordsOf(saved)) ledger.say(one);
}

/** Brings the copies of the titles that came. */
export async function carryCopies(run: Run): Promise<void> {
  const { ctx, source, ledger, signal } = run;
  const around = await lookAround(run);
  const seen = new IdSet();
  let done = 0;
  const note = (saved: readonly SavedCopy[]): void => {
    for (const one of saved) noteCopy(run, one);
  };
  const refuse = ({ key }: PlannedCopy, reason: string): void =>
    ledger.say(
      reason === TITLE_GONE
        ? titleGone(key)
        : { table: 'item', key, fate: 'refused', code: 'saving_refused', params: { reason } },
    );
  await saveBehind(readRowsOf(run.path, 'item'), signal, (rows) => {
    const planned = rows.flatMap((row): PlannedCopy[] => {
      const id = idOf(row('item_id'));
      if (seen.add(id)) return [planCopy(row, around)];
      const key = `item_id=${row('item_id') ?? ''}`;
      ledger.say({ table: 'item', key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
      return [];
    });
    const good = planned.filter(({ item }) => item !== null);
    for (const { item, said } of planned) if (item === null) for (const one of said) ledger.say(one);
    return async () => {
      await followCopies(run, good);
      if (run.dryRun) {
        const known = await selectCarried(ctx.db, source, 'item', idsOf(good));
        note(good.map((copy) => ({ copy, fate: known.has(copy.id) ? 'known' : 'carried', said: [] })));
      } else await saveHalving(ctx, good, saveCopies(run), note, refuse);
      await run.onProgress('item', (done += rows.length));
    };
  });
  run.survey.own.end(ledger, 'item_custom');
}
