import { selectCarried } from '../data/carried.queries.ts';
import type { PlannedAttachment } from './attachments.ts';
import { bringAttachments } from './bring-attachments.ts';
import type { FileFate } from './file-fates.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import type { FilesRun } from './files-run.ts';
import type { FoundFile } from './found-file.ts';

/** Rows whose past is asked for at once. */
const AT_ONCE = 1000;

/** Brings the files that hang on titles. @returns what takes one file after the other, and says at the end what did not come */
export async function startAttachments(run: FilesRun, files: FilesAtHand) {
  const { wanted, planned, left } = files.attachments ?? { wanted: null, planned: [], left: [] };
  const { ledger } = run;
  const table = files.system.tables.attachment;
  const open = new Set(planned);
  let done = 0;
  const settle = async (row: PlannedAttachment, fate: FileFate): Promise<void> => {
    open.delete(row);
    if (typeof fate === 'string') ledger.count(table, fate);
    else {
      const { code, reason } = fate;
      ledger.say({ table, key: row.key, fate: 'refused', code, ...(reason && { params: { reason } }) });
    }
    await run.onProgress(table, (done += 1));
  };
  for (const { key, code } of left) ledger.say({ table, key, fate: 'refused', code });
  for (let from = 0; from < planned.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    const some = planned.slice(from, from + AT_ONCE);
    const ids = some.map(({ slimsId }) => slimsId);
    const known = await selectCarried(run.ctx.db, run.source, table, ids);
    for (const row of some) {
      if (!run.carriedTitles.has(row.bib)) await settle(row, { code: 'title_refused' });
      else if (known.has(row.slimsId)) await settle(row, 'known');
    }
  }
  return {
    take: async (file: FoundFile): Promise<void> => {
      const rows = wanted?.rowsOf(file.path).flatMap(({ nth }) => planned[nth] ?? []) ?? [];
      const some = rows.filter((row) => open.has(row));
      if (some.length > 0) await bringAttachments(run, files, file, some, settle);
    },
    end: async (): Promise<void> => {
      for (const row of open) await settle(row, { code: 'attachment_missing' });
    },
  };
}
