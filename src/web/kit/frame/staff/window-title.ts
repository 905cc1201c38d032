/** What stands between the parts of a title. */
const BETWEEN = ' · ';
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The name of a library without the word that all of them begin with: there is little room in the tab of a browser. */
export const shortLibrary = (name: string): string => name.replace(/^Perpustakaan (?=\S)/, '');

/** The title of a page with the library that rules it at the end. */
export const titledAt = (title: string, library: string): string =>
  title.endsWith(BETWEEN + library) ? title : title + BETWEEN + library;

/** The same for a page that is sent. */
export const titleInHtml = (html: string, library: string): string =>
  html.replace(/(?<=<title>)([^<]*)(?=<\/title>)/, (title) =>
    titledAt(
      title,
      library.replaceAll(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign),
    ),
  );

/**
 * The same in the browser, for every page that is gone to from then on: each says its own title, and the library is put behind it.
 * @returns what ends it
 */
export function nameWindow(library: string): () => void {
  const name = (): void => {
    const titled = titledAt(document.title, library);
    if (document.title !== titled) document.title = titled;
  };
  name();
  const watch = new MutationObserver(name);
  watch.observe(document.head, { childList: true, characterData: true, subtree: true });
  return () => {
    watch.disconnect();
    const end = BETWEEN + library;
    if (document.title.endsWith(end)) document.title = document.title.slice(0, -end.length);
  };
}
