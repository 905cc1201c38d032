import type { SaidCode } from '#shared/moving/said';

/** Who may open a file: anybody, the members of some types (numbers of the old system), or staff alone. */
export type FileReaders = 'public' | 'staff' | readonly number[];

/** A file that hangs on a title. */
export interface PlannedAttachment {
  /** The row's own number, or one made of both that it joins. */
  slimsId: number;
  bib: number;
  key: string;
  title: string;
  fileName: string;
  /** Where it lies below the folder of such files. */
  path: string;
  readers: FileReaders;
}
/** A file that does not come, whatever lies in the folder or archive. */
export interface LeftAttachment {
  key: string;
  code: SaidCode;
}

/** The rows of a dump that hang files on titles. */
export interface AttachmentsNamed {
  /** Is there an address among them? */
  hasLinks: boolean;
  /** Each row that names a file: what it is to become, or why it does not come. */
  files: () => Iterable<PlannedAttachment | LeftAttachment>;
}
