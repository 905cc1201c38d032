import type { Storage } from '#platform/storage';
import type { FileSource } from './found-file.ts';
import type { WantedFiles } from './wanted-files.ts';

/** Files of SLiMS that were given with the dump, and the rows that name them. */
export interface FilesAtHand {
  source: FileSource;
  wanted: WantedFiles;
  storage: Storage;
}
