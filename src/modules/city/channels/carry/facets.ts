/** A part of a text that is a link or a hashtag, by bytes of UTF-8 (app.bsky.richtext.facet). */
interface Facet {
  index: { byteStart: number; byteEnd: number };
  features: (
    { $type: 'app.bsky.richtext.facet#link'; uri: string } | { $type: 'app.bsky.richtext.facet#tag'; tag: string }
  )[];
}

const LINK = /https?:\/\/[^\s<>"']+/giu;
const TAG = /(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/giu;
const CLOSING = /[.,;:!?)\]}'"»…]+$/u;
const bytes = (text: string): number => Buffer.byteLength(text);

/** The links and hashtags of a text: without these Bluesky shows them as mere letters. */
export function facetsOf(text: string): Facet[] {
  const at = (start: number, part: string) => {
    const byteStart = bytes(text.slice(0, start));
    return { byteStart, byteEnd: byteStart + bytes(part) };
  };
  const links = Array.from(text.matchAll(LINK), (found): Facet => {
    const uri = found[0].replace(CLOSING, '');
    return { index: at(found.index, uri), features: [{ $type: 'app.bsky.richtext.facet#link', uri }] };
  });
  const inLink = (byte: number): boolean => links.some(({ index }) => byte >= index.byteStart && byte < index.byteEnd);
  const tags = Array.from(text.matchAll(TAG), (found): Facet => ({
    index: at(found.index, found[0]),
    features: [{ $type: 'app.bsky.richtext.facet#tag', tag: found[1] ?? '' }],
  })).filter(({ index }) => !inLink(index.byteStart));
  return [...links, ...tags].sort((one, other) => one.index.byteStart - other.index.byteStart);
}
