import type { Said } from '#shared/moving/said';
import type { AttachmentsNamed } from './attachments.ts';
import { startAttachments } from './carry-attachments.ts';
import { startPictures } from './carry-pictures.ts';
import type { FilesOfSystem } from './files-of-system.ts';
import type { FilesRun } from './files-run.ts';

/** So much of the name of a folder is told. */
const LONGEST_NAME = 100;

/** What is said of folders that nobody may look into, each once. */
export const sayClosed = (folders: ReadonlySet<string>): Said[] =>
  [...folders].toSorted().map((folder) => ({
    ...{ table: 'files', key: `folder=${folder.slice(0, LONGEST_NAME)}` },
    ...{ fate: 'told', code: 'folder_closed' },
  }));

/** Addresses came with their titles; the files beside them are not at hand. */
function refuseFiles({ ledger }: FilesRun, table: string, attachments: AttachmentsNamed): void {
  for (const file of attachments.files()) {
    const code = 'code' in file ? file.code : 'attachment_left';
    ledger.say({ table, key: file.key, fate: 'refused', code });
  }
}

/**
 * Brings the files that rows of the dump name, out of the folder or archive at hand, one after the other: of pictures only one is in memory at a time,
 * other files flow. A trial looks at them as well, and writes nothing.
 */
export async function carryFiles(
  run: FilesRun,
  { tables }: FilesOfSystem,
  attachments: AttachmentsNamed,
): Promise<void> {
  const { files } = run;
  if (!files?.attachments && attachments.hasLinks) refuseFiles(run, tables.attachment, attachments);
  if (!files) return;
  const kinds = [await startPictures(run, files), await startAttachments(run, files)];
  for await (const file of files.source.files()) {
    run.signal.throwIfAborted();
    for (const { take } of kinds) await take(file);
  }
  for (const { end } of kinds) await end();
  for (const said of sayClosed(files.source.closed)) run.ledger.say(said);
}
