import { Readable } from 'node:stream';
import {
  ATTACHMENT_HEAD,
  attachmentType,
  bringAttachment,
  foreseeAttachment,
  keepLivingBibs,
} from '#modules/collection/catalog';
import type { AttachmentAccess } from '#modules/collection/catalog/client';
import type { Storage } from '#platform/storage';
import type { SaidCode } from '#shared/moving/said';
import { insertCarried, selectCarried } from '../data/carried.queries.ts';
import { slimsErrors } from '../errors.ts';
import { inOneOrRefused } from '../save-in-batches.ts';
import type { FileReaders, PlannedAttachment } from './attachments.ts';
import type { FileFate } from './file-fates.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import type { FilesOfSystem } from './files-of-system.ts';
import type { FilesRun } from './files-run.ts';
import { UnreadableFile, type FoundFile } from './found-file.ts';

const AREA = 'lampiran';
/** Its title was deleted here; of one that was merged the file hangs on the title that it was merged into. */
const GONE: FileFate = { code: 'attachment_gone' };
/** No book is so large; a film of more stays behind. */
const MOST_BYTES = 2 * 1024 ** 3;

const WHY: Readonly<Record<UnreadableFile['why'], SaidCode>> = {
  gone: 'attachment_missing',
  forbidden: 'attachment_forbidden',
  broken: 'attachment_unusable',
};

/** A file in the storage that nothing names yet. */
interface KeptFile {
  key: string;
  sizeBytes: number;
  mediaType: string;
}
interface Access {
  access: AttachmentAccess;
  categoryCodes: string[];
}

/** Who may open it here. A type of members that did not come opens it to nobody. */
function accessOf(readers: FileReaders, categories: ReadonlyMap<number, string>): Access {
  if (readers === 'public' || readers === 'staff') return { access: readers, categoryCodes: [] };
  const categoryCodes = [...new Set(readers.flatMap((type) => categories.get(type) ?? []))];
  return { access: categoryCodes.length > 0 ? 'categories' : 'staff', categoryCodes };
}

/** So much of a file as tells its kind. */
async function headOf(bytes: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length < ATTACHMENT_HEAD;) {
    const next = await bytes.next();
    if (next.done) break;
    pieces.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(pieces);
}

async function* whole(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Looks at a file, and stores it as a stream. @param storage null = in a trial, which keeps nothing. @returns why it does not come, or what was kept */
async function keepFile(storage: Storage | null, file: FoundFile): Promise<KeptFile | SaidCode> {
  const bytes = file.bytes()[Symbol.asyncIterator]();
  try {
    if ((await file.size()) > MOST_BYTES) return 'attachment_too_large';
    const head = await headOf(bytes);
    if (head.length === 0) return 'attachment_empty';
    const mediaType = await attachmentType(head);
    if (mediaType === null) return 'attachment_kind';
    if (!storage) return { key: '', sizeBytes: 0, mediaType };
    return { ...(await storage.put(AREA, Readable.from(whole(head, bytes)))), mediaType };
  } catch (error) {
    if (error instanceof UnreadableFile) return WHY[error.why];
    throw error;
  } finally {
    await bytes.return?.();
  }
}

/** Hangs a stored file on a title, in one transaction with what is remembered of it. The file goes where it is sure that this does not stand. */
async function hang(
  run: FilesRun,
  { system, storage }: { system: FilesOfSystem; storage: Storage },
  planned: PlannedAttachment,
  kept: KeptFile,
): Promise<FileFate> {
  const { ctx, source } = run;
  const { slimsId, bib, title, fileName, readers } = planned;
  const { key: fileKey, sizeBytes, mediaType } = kept;
  const refused: FileFate = { code: 'saving_refused', reason: 'attachment' };
  // where the connection is lost nobody knows whether the row stands: the file stays
  const fate = await inOneOrRefused<FileFate>(
    ctx,
    async (trx, act) => {
      const became = (await selectCarried(trx, source, system.owners.title, [bib])).get(bib);
      const bibId = became === undefined ? undefined : (await keepLivingBibs(trx, [became])).get(became);
      if (bibId === undefined) return GONE;
      const file = { bibId, title, fileName, fileKey, sizeBytes, mediaType };
      const id = await bringAttachment(trx, act, { ...file, ...accessOf(readers, run.memberCategories) });
      if (id === null) return GONE;
      await insertCarried(trx, run, system.tables.attachment, [{ slimsId, becameId: id }]);
      return 'carried';
    },
    () => refused,
  );
  if (fate !== 'carried') await storage.remove(fileKey);
  return fate;
}

/** Hangs a file on the titles that name it, or on what those were merged into here. */
export async function bringAttachments(
  run: FilesRun,
  { source, storage, system }: Pick<FilesAtHand, 'source' | 'storage' | 'system'>,
  file: FoundFile,
  rows: readonly PlannedAttachment[],
  settle: (row: PlannedAttachment, fate: FileFate) => Promise<void>,
): Promise<void> {
  const became = await selectCarried(
    run.ctx.db,
    run.source,
    system.owners.title,
    rows.map(({ bib }) => bib),
  );
  const wanted: PlannedAttachment[] = [];
  for (const row of rows) {
    const bibId = became.get(row.bib);
    if (bibId === undefined || (await foreseeAttachment(run.ctx.db, bibId))) wanted.push(row);
    else await settle(row, GONE);
  }
  if (wanted.length === 0) return;
  const kept = await keepFile(run.dryRun ? null : storage, file);
  if (kept === 'attachment_missing' && !(await source.isThere())) throw slimsErrors.filesGone();
  if (typeof kept === 'string' || run.dryRun) {
    for (const row of wanted) await settle(row, typeof kept === 'string' ? { code: kept } : 'carried');
    return;
  }
  const [last, ...others] = wanted.toReversed();
  if (!last) return;
  try {
    // each title has a file of its own, so that one can be taken away
    for (const row of others) {
      run.signal.throwIfAborted();
      const copy = { ...kept, ...(await storage.put(AREA, storage.open(kept.key))) };
      await settle(row, await hang(run, { system, storage }, row, copy));
    }
  } catch (error) {
    await storage.remove(kept.key);
    throw error;
  }
  await settle(last, await hang(run, { system, storage }, last, kept));
}
