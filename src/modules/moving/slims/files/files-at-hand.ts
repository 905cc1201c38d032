import type { Storage } from '#platform/storage';
import type { AttachmentRows, LeftAttachment, PlannedAttachment } from './attachment-rows.ts';
import type { FileRow } from './file-rows.ts';
import type { FileSource } from './found-file.ts';
import { WantedFiles, type PictureTable } from './wanted-files.ts';

/** Files that hang on titles, by their places among the wanted ones, and those that do not come. */
export interface WantedAttachments {
  wanted: WantedFiles;
  planned: PlannedAttachment[];
  left: LeftAttachment[];
}

/** Files of SLiMS that were given with the dump, and the rows that name them. */
export class FilesAtHand {
  readonly source: FileSource;
  readonly storage: Storage;
  /** Covers and photos, in the order of the dump. */
  readonly pictures = new WantedFiles<PictureTable>();
  /** null = nothing lies in `repository`: they stay behind as if no files were given. */
  attachments: WantedAttachments | null = null;

  constructor(source: FileSource, storage: Storage) {
    this.source = source;
    this.storage = storage;
  }

  addPicture({ table, slimsId, name }: FileRow): void {
    this.pictures.add(table, slimsId, name);
  }

  /** Once the dump was read: which files of titles are wanted. */
  planAttachments(rows: AttachmentRows): void {
    const attachments: WantedAttachments = { wanted: new WantedFiles(), planned: [], left: [] };
    for (const one of rows.files()) {
      if ('code' in one) attachments.left.push(one);
      else {
        attachments.wanted.add('biblio_attachment', one.slimsId, one.path);
        attachments.planned.push(one);
      }
    }
    this.attachments = attachments;
  }

  /** A file is there. */
  note(path: string): void {
    this.pictures.note(path);
    this.attachments?.wanted.note(path);
  }

  /** Once all files are noted. */
  settle(): void {
    this.pictures.settle();
    this.attachments?.wanted.settle();
    if (!this.attachments?.wanted.sawAny) this.attachments = null;
  }
}
