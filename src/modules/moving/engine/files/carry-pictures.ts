import { NumberMap } from '#shared/moving/number-map';
import { rowReader } from '#shared/moving/old-row';
import { selectCarriedRows, type CarriedRow } from '../data/carried.queries.ts';
import { readTables } from '../reading/read-tables.ts';
import { bringPictures } from './bring-pictures.ts';
import { sayFate, hindered, type FileFate } from './file-fates.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import type { PictureName } from './files-of-system.ts';
import type { FilesRun } from './files-run.ts';
import type { FoundFile } from './found-file.ts';
import type { WantedFile } from './wanted-files.ts';

/** Rows whose past is asked for at once. */
const AT_ONCE = 1000;
const KINDS: readonly PictureName[] = ['cover', 'photo'];

/** An earlier run brought this very file; or its owner was forgotten here since. */
const isKnown = (row: CarriedRow | undefined, { says }: WantedFile<PictureName>): boolean =>
  row !== undefined && (row.said === says || row.state === null);

/** What became of the rows that name files. */
class Fates {
  readonly #fates: (FileFate | undefined)[];
  readonly #run: FilesRun;
  readonly #tables: FilesAtHand['system']['tables'];
  readonly #done: Record<PictureName, number> = { cover: 0, photo: 0 };

  constructor(run: FilesRun, { system, pictures }: FilesAtHand) {
    this.#run = run;
    this.#tables = system.tables;
    this.#fates = Array.from({ length: pictures.length });
  }

  of(nth: number): FileFate | undefined {
    return this.#fates[nth];
  }

  /** What came is counted; why something did not come is said with the row. */
  async settle({ nth, kind }: WantedFile<PictureName>, fate: FileFate): Promise<void> {
    this.#fates[nth] = fate;
    if (typeof fate === 'string') this.#run.ledger.count(this.#tables[kind], fate);
    await this.#run.onProgress(this.#tables[kind], (this.#done[kind] += 1));
  }
}

/** Settles what needs no look at a file: rows whose title or member did not come, and what is here already. */
async function settleKnown(run: FilesRun, { pictures: wanted, system }: FilesAtHand, fates: Fates): Promise<void> {
  const seen = { cover: new NumberMap(), photo: new NumberMap() };
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    const rows = wanted.slice(from, from + AT_ONCE);
    for (const kind of KINDS) {
      const some = rows.filter((row) => row.kind === kind);
      const known = await selectCarriedRows(
        run.ctx.db,
        run.source,
        system.tables[kind],
        some.map(({ slimsId }) => slimsId),
      );
      for (const row of some) {
        const { slimsId } = row;
        if (kind === 'cover' && !run.carriedTitles.has(slimsId)) await fates.settle(row, { code: 'title_refused' });
        else if (kind === 'photo' && !run.carriedMembers.has(slimsId))
          await fates.settle(row, { code: 'photo_member_refused' });
        else if (!seen[kind].add(slimsId, 1)) await fates.settle(row, { code: 'row_repeated' });
        else if (isKnown(known.get(slimsId), row)) await fates.settle(row, 'known');
      }
    }
  }
}

/** Says of every row, as it stands in the dump, why its file did not come. */
async function sayFates(run: FilesRun, { pictures: wanted, system }: FilesAtHand, fates: Fates): Promise<void> {
  let nth = 0;
  for await (const event of readTables(run.path, system.naming)) {
    run.signal.throwIfAborted();
    if (event.type !== 'rows' || !event.rows) continue;
    const read = rowReader(event.columns);
    for (const cells of event.rows) {
      const named = system.pictureOf(event.table, read(cells), run.source);
      const row = named && wanted.at(nth);
      if (!row) continue;
      const fate = fates.of(nth);
      nth += 1;
      if (fate !== undefined && typeof fate !== 'string') run.ledger.say(sayFate(system.tables[row.kind], named, fate));
    }
  }
}

/** Brings covers and photos. @returns what takes one file after the other, and says at the end what did not come */
export async function startPictures(run: FilesRun, files: FilesAtHand) {
  const { pictures } = files;
  const fates = new Fates(run, files);
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
        if (fates.of(row.nth) === undefined) await fates.settle(row, hindered(row.kind, 'missing'));
      }
      await sayFates(run, files, fates);
    },
  };
}
