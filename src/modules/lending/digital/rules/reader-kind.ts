/** By what an attachment is read or heard in the page. */
export type ReaderKind = 'pdf' | 'epub' | 'audio';

export function readerKindOf(mediaType: string): ReaderKind | null {
  if (mediaType === 'application/pdf') return 'pdf';
  if (mediaType === 'application/epub+zip') return 'epub';
  return mediaType.startsWith('audio/') ? 'audio' : null;
}
