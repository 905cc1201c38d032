import type { Run } from '../run.ts';
import { startAttachments } from './carry-attachments.ts';
import { startPictures } from './carry-pictures.ts';

/**
 * Brings the files that rows of the dump name, out of the folder or archive at hand, one after the other: of pictures only one is in memory at a time,
 * other files flow. A trial looks at them as well, and writes nothing.
 */
export async function carryFiles(run: Run): Promise<void> {
  const { files } = run;
  if (!files) return;
  const kinds = [await startPictures(run, files), await startAttachments(run, files)];
  for await (const file of files.source.files()) {
    run.signal.throwIfAborted();
    for (const { take } of kinds) await take(file);
  }
  for (const { end } of kinds) await end();
}
