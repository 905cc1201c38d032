/** The kind of page that an address leads to: which record, library, programme or person it is does not matter. */
export const kindOf = (path: string): string =>
  path
    .replace(/^\/perpustakaan\/[^/]+/, '/perpustakaan/*')
    .replace(/^\/kegiatan\/(?!usul|apa-yang-jadi|tiket|undangan|hadir)[^/]+/, '/kegiatan/*')
    .replace(/^\/daftar-bacaan\/[^/]+/, '/daftar-bacaan/*')
    .split('/')
    .map((part) => (/[\dA-Z]/.test(part) ? '*' : part))
    .join('/');

const FILES = /\.[a-z]+$|\/(pdf|tabel|unduh|foto|label|tanda-terima)(\/|$)|\/anggota\/[^/]+\/data$/;

/** What is no page for everybody: other houses, the other language, what a device or a door shows. */
const ELSEWHERE = /^\/(staf|akun|en|api|keluar|masuk\/|kios|layar|lapor|js|app|sampul|baca\/alat)(\/|-|$)|\/simpan$/;
const isBelow = (path: string, house: string): boolean =>
  house === '/' ? !ELSEWHERE.test(path) : path.startsWith(house);

/** Addresses of our own pages that a page leads to, files and the way out left aside. */
const linksOf = (html: string, origin: string, house: string): string[] =>
  [...html.matchAll(/<a\b([^>]*)>/g)]
    .map((tag) => tag[1] ?? '')
    .filter((words) => !/\bdownload\b/.test(words))
    .map((words) => /\bhref="([^"]+)"/.exec(words)?.[1]?.replaceAll('&amp;', '&') ?? '')
    .map((href) => URL.parse(href, origin))
    .filter((url) => url?.origin === origin && isBelow(url.pathname, house))
    .map((url) => url?.pathname ?? '')
    .filter((path) => !FILES.test(path));

/**
 * Walks through a house by its own links, without looking. @param get what a page answers
 * @returns one page of each kind
 */
export async function walkHouse(
  get: (path: string) => Promise<string>,
  origin: string,
  house: string,
): Promise<string[]> {
  const seen = new Map<string, string>();
  const ahead = [house];
  for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
    if (seen.has(kindOf(path))) continue;
    seen.set(kindOf(path), path);
    ahead.push(...linksOf(await get(path), origin, house));
  }
  return [...seen.values()];
}
