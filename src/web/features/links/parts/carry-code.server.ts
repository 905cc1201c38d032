/** Pages with a form to which the code of a short link goes along: what is sent there says by which poster somebody came. */
const TAKES_CODES = /^(?:\/en)?\/kegiatan\/[^/?#]+(?=$|[?#])/;

/** The name under which it goes. */
export const CODE_FIELD = 'dari';

/** Where a short link leads, with its code where that page takes one. A path of ours, or an address elsewhere, which never gets it. */
export function withCode(to: string, code: string | null): string {
  if (code === null || !TAKES_CODES.test(to)) return to;
  const [path = '', hash] = to.split('#', 2);
  const query = `${path.includes('?') ? '&' : '?'}${CODE_FIELD}=${code}`;
  return path + query + (hash === undefined ? '' : `#${hash}`);
}
