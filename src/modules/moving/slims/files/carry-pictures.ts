import { selectCarriedRows, type CarriedRow, readTables } from '#modules/moving/engine';
import { NumberMap } from '#shared/moving/number-map';
import { rowReader } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { bringPictures } from './bring-pictures.ts';
import { sayFate, hindered, type FileFate } from './file-fates.ts';
import { fileRowOf, NAMING } from './file-rows.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import type { FoundFile } from './found-file.ts';
import type { PictureTable, WantedFile } from './wanted-files.ts';

/** Rows whose past is asked for at once. */
const AT_ONCE = 1000;
const TABLES: readonly PictureTable[] = ['biblio_image', 'member_image'];

/** An earlier run brought this very file; or its owner was forgotten here since. */
const isKnown = (row: CarriedRow | undefined, { says }: WantedFile<PictureTable>): boolean =>
  row !== undefined && (row.said === says || row.state === null);

/** What became of the rows that name files. */
class Fates {
  readonly #fates: (FileFate | undefined)[];
  readonly #run: Run;
  readonly #done: Record<PictureTable, number> = { biblio_image: 0, member_image: 0 };

  constructor(run: Run, length: number) {
    this.#run = run;
    this.#fates = Array.from({ length });
  }

  of(nth: number): FileFate | undefined {
    return this.#fates[nth];
  }

  /** What came is counted; why something did not come is said with the row. */
  async settle({ nth, table }: WantedFile<PictureTable>, fate: FileFate): Promise<void> {
    this.#fates[nth] = fate;
    if (typeof fate === 'string') this.#run.ledger.count(table, fate);
    await this.#run.onProgress(table, (this.#done[table] += 1));
  }
}

/** Settles what needs no look at a file: rows whose title or member did not come, and what is here already. */
async function settleKnown(run: Run, { pictures: wanted }: FilesAtHand, fates: Fates): Promise<void> {
  const seen = { biblio_image: new NumberMap(), member_image: new NumberMap() };
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    const rows = wanted.slice(from, from + AT_ONCE);
    for (const table of TABLES) {
      const some = rows.filter((row) => row.table === table);
      const known = await selectCarriedRows(
        run.ctx.db,
        run.source,
        table,
        some.map(({ slimsId }) => slimsId),
      );
      for (const row of some) {
        const { slimsId } = row;
        if (table === 'biblio_image' && !run.carriedTitles.has(slimsId))
          await fates.settle(row, { code: 'title_refused' });
        else if (table === 'member_image' && !run.carriedMembers.has(slimsId))
          await fates.settle(row, { code: 'photo_member_refused' });
        else if (!seen[table].add(slimsId, 1)) await fates.settle(row, { code: 'row_repeated' });
        else if (isKnown(known.get(slimsId), row)) await fates.settle(row, 'known');
      }
    }
  }
}

/** Says of every row, as it stands in the dump, why its file did not come. */
async function sayFates(run: Run, { pictures: wanted }: FilesAtHand, fates: Fates): Promise<void> {
  let nth = 0;
  for await (const event of readTables(run.path, NAMING)) {
    run.signal.throwIfAborted();
    if (event.type !== 'rows' || !event.rows) continue;
    const read = rowReader(event.columns);
    for (const cells of event.rows) {
      const named = fileRowOf(event.table, read(cells), run.source);
      const row = named && wanted.at(nth);
      if (!row) continue;
      const fate = fates.of(nth);
      nth += 1;
      if (fate !== undefined && typeof fate !== 'string') run.ledger.say(sayFate(row.table, named, fate));
    }
  }
}

/** Brings covers and photos. @returns what takes one file after the other, and says at the end what did not come */
export async function startPictures(run: Run, files: FilesAtHand) {
  const { pictures } = files;
  const fates = new Fates(run, pictures.length);
  await settleKnown(run, files, fates);
  return {
    take: async (file: FoundFile): Promise<void> => {
      const naming = pictures.rowsOf(file.path);
      const isShared = new Set(naming.map(({ slimsId }) => slimsId)).size > 1;
      const rows = naming.filter(({ nth }) => fates.of(nth) === undefined);
      await bringPictures(run, files, file, { rows, isShared }, async (row, fate) => fates.settle(row, fate));
    },
    end: async (): Promise<void> => {
      for (const row of pictures.all()) {
        if (fates.of(row.nth) === undefined) await fates.settle(row, hindered(row.table, 'missing'));
      }
      await sayFates(run, files, fates);
    },
  };
}
