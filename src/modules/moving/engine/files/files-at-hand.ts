import type { Storage } from '#platform/storage';
import type { AttachmentsNamed, LeftAttachment, PlannedAttachment } from './attachments.ts';
import type { FilesOfSystem, NamedPicture, PictureName } from './files-of-system.ts';
import type { FileSource } from './found-file.ts';
import { WantedFiles } from './wanted-files.ts';

/** Files that hang on titles, by their places among the wanted ones, and those that do not come. */
export interface WantedAttachments {
  wanted: WantedFiles;
  planned: PlannedAttachment[];
  left: LeftAttachment[];
}

/** Files of an old system that were given with the dump, and the rows that name them. */
export class FilesAtHand {
  readonly system: FilesOfSystem;
  readonly source: FileSource;
  readonly storage: Storage;
  /** Covers and photos, in the order of the dump. */
  readonly pictures: WantedFiles<PictureName>;
  /** null = nothing lies where such files lie: they stay behind as if no files were given. */
  attachments: WantedAttachments | null = null;

  constructor(system: FilesOfSystem, source: FileSource, storage: Storage) {
    this.system = system;
    this.source = source;
    this.storage = storage;
    this.pictures = new WantedFiles(system);
  }

  addPicture({ kind, slimsId, name, loose }: NamedPicture): void {
    this.pictures.add(kind, slimsId, name, loose);
  }

  /** Once the dump was read: which files of titles are wanted. */
  planAttachments(rows: AttachmentsNamed): void {
    const attachments: WantedAttachments = { wanted: new WantedFiles(this.system), planned: [], left: [] };
    for (const one of rows.files()) {
      if ('code' in one) attachments.left.push(one);
      else {
        attachments.wanted.add('attachment', one.slimsId, one.path);
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
