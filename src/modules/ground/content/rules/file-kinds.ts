import { tidyLine } from './tidy-text.ts';

/** What a file of a writing is to its readers. */
export const FILE_KINDS = ['file', 'audio', 'video'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What each may have at most, in megabytes of 1024 × 1024 bytes. */
export const FILE_MEGABYTES: Readonly<Record<FileKind, number>> = { file: 32, audio: 50, video: 200 };
/** Letters of captions at most: those of a whole day of talk have fewer. */
export const CAPTIONS_LENGTH = 500_000;

/** A kind of file that is kept. */
export interface FileType {
  kind: FileKind;
  /** As it is sent to browsers. */
  mediaType: string;
  /** Of the name under which it is saved, and of its address. */
  extension: string;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const OPEN = 'application/vnd.oasis.opendocument';
const TYPES: readonly FileType[] = [
  { kind: 'file', mediaType: 'application/pdf', extension: 'pdf' },
  { kind: 'file', mediaType: `${OFFICE}.wordprocessingml.document`, extension: 'docx' },
  { kind: 'file', mediaType: `${OFFICE}.spreadsheetml.sheet`, extension: 'xlsx' },
  { kind: 'file', mediaType: `${OFFICE}.presentationml.presentation`, extension: 'pptx' },
  { kind: 'file', mediaType: `${OPEN}.text`, extension: 'odt' },
  { kind: 'file', mediaType: `${OPEN}.spreadsheet`, extension: 'ods' },
  { kind: 'file', mediaType: `${OPEN}.presentation`, extension: 'odp' },
  { kind: 'file', mediaType: 'application/epub+zip', extension: 'epub' },
  { kind: 'audio', mediaType: 'audio/mpeg', extension: 'mp3' },
  { kind: 'audio', mediaType: 'audio/mp4', extension: 'm4a' },
  { kind: 'audio', mediaType: 'audio/ogg', extension: 'ogg' },
  { kind: 'video', mediaType: 'video/mp4', extension: 'mp4' },
  { kind: 'video', mediaType: 'video/webm', extension: 'webm' },
];
/** The same kinds by other names. */
const SAME: Readonly<Record<string, string>> = { 'audio/x-m4a': 'audio/mp4', 'video/x-m4v': 'video/mp4' };

/** The media types that are taken. */
export const FILE_MEDIA_TYPES: readonly string[] = TYPES.map(({ mediaType }) => mediaType);

/** The ends of their names, with what each is. */
export const FILE_EXTENSIONS: readonly Pick<FileType, 'extension' | 'kind'>[] = TYPES;

/** The kind of a file whose bytes say that they are of a media type; null: it is none that is kept. */
export function fileTypeOf(said: string): FileType | null {
  const plain = said.replace(/;.*$/s, '');
  const mediaType = SAME[plain] ?? plain;
  return TYPES.find((type) => type.mediaType === mediaType) ?? null;
}

const CAPTIONS = { mediaType: 'text/vtt; charset=utf-8', extension: 'vtt' } as const;
/** Where files of writings lie, in the storage and in addresses. */
export const FILE_AREA = 'berkas';

const named = (key: string, extension: string): string =>
  `/${FILE_AREA}/${key.slice(key.lastIndexOf('/') + 1)}.${extension}`;

/** The address of a file: what is there never changes. @param key `berkas/<two letters>/<uuid>` */
export const fileAddress = (key: string, mediaType: string): string =>
  named(key, fileTypeOf(mediaType)?.extension ?? 'bin');

/** The address of captions. */
export const captionsAddress = (key: string): string => named(key, CAPTIONS.extension);

/** The key in the storage of such an address' last part; null: it is none. */
export function fileKeyOf(name: string): { key: string; isCaptions: boolean } | null {
  const [, id, extension] = /^([0-9a-f]{8}-[0-9a-f-]{27})\.([a-z0-9]{2,4})$/.exec(name) ?? [];
  if (id === undefined) return null;
  return { key: `${FILE_AREA}/${id.slice(0, 2)}/${id}`, isCaptions: extension === CAPTIONS.extension };
}

export const CAPTIONS_TYPE = CAPTIONS.mediaType;

const NAME_LENGTH = 80;

/**
 * The name under which a file is saved: what its sender called it, without folders, signs that nobody sees or that programs read as their own,
 * and with the ending of what it is.
 */
export function safeFileName(name: string, extension: string): string {
  const last = name.slice(-1000).split(/[/\\]/).at(-1) ?? '';
  const words = tidyLine(last.normalize('NFC').replaceAll(/[\p{C}<>:"|?*]/gu, ''))
    .replace(/\.[\p{L}\p{N}]{1,5}$/u, '')
    .replace(/^[.\s-]+/, '');
  const cut = [...words]
    .slice(0, NAME_LENGTH)
    .join('')
    .replace(/[.\s]+$/, '');
  return `${cut === '' ? 'berkas' : cut}.${extension}`;
}
