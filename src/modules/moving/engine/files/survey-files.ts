import { slimsErrors } from '../errors.ts';
import type { AttachmentsNamed } from './attachments.ts';
import type { FilesAtHand } from './files-at-hand.ts';
import { UnreadableFile } from './found-file.ts';

/** Files between two looks whether it is to stop. */
const AT_ONCE = 1000;

/**
 * Goes once through all files of a folder or an archive, before anything is written: whether it is whole, and which of its files the rows of the dump
 * mean. Refuses what {@link openFiles} says, and `slims.files_unreadable`.
 */
export async function surveyFiles(
  at: FilesAtHand,
  attachments: AttachmentsNamed,
  { signal, onRead }: { signal: AbortSignal; onRead?: (files: number) => Promise<void> },
): Promise<void> {
  at.planAttachments(attachments);
  let read = 0;
  try {
    for await (const { path } of at.source.files()) {
      at.note(path);
      if ((read += 1) % AT_ONCE !== 0) continue;
      signal.throwIfAborted();
      await onRead?.(read);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw error.why === 'gone' ? slimsErrors.filesGone() : slimsErrors.filesUnreadable();
  }
  at.settle();
}
