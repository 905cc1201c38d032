import { accessOf, type Access, type PageAccess } from '#platform/rights/access';

/** What pages, routes and layouts declare of themselves (`_access`); loaded with the page that it belongs to. */
const declarations = import.meta.glob<PageAccess | undefined>(
  [
    '../../routes/**/+page.server.ts',
    '../../routes/**/+server.ts',
    '../../routes/**/+layout.server.ts',
    '../../routes/meja-luring/+page.ts',
    '../../routes/pintu-luring/+page.ts',
  ],
  { import: '_access' },
);
const known = new Map<string, Promise<PageAccess>>();

/** The folders of a route from its own up to the outermost. */
function* foldersOf(routeId: string): Generator<string> {
  const parts = routeId.split('/').filter(Boolean);
  for (let length = parts.length; length >= 0; length -= 1) yield ['../../routes', ...parts.slice(0, length)].join('/');
}

async function find(routeId: string): Promise<PageAccess> {
  let files = ['+page.server.ts', '+server.ts', '+page.ts', '+layout.server.ts'];
  for (const folder of foldersOf(routeId)) {
    for (const file of files) {
      const declared = await declarations[`${folder}/${file}`]?.();
      if (declared !== undefined) return declared;
    }
    // further out only what holds for everything below
    files = ['+layout.server.ts'];
  }
  throw new Error(`${routeId} does not say who may come to it (_access)`);
}

/** What a route declares, or the layout around it where it has nothing of its own on the server. */
export async function declaredAccess(routeId: string): Promise<PageAccess> {
  const before = known.get(routeId);
  if (before) return before;
  const found = find(routeId);
  known.set(routeId, found);
  return found;
}

/** Who may make this request: the page or its action (`?/name`), or the method of a route without a page. */
export async function accessOfRequest(request: { id: string; url: URL; method: string }): Promise<Access> {
  const { id, url, method } = request;
  const declared = await declaredAccess(id);
  if (method === 'GET' || method === 'HEAD') return accessOf(declared, null);
  const named = [...url.searchParams.keys()].find((key) => key.startsWith('/'));
  return accessOf(declared, isPage(id) ? (named?.slice(1) ?? 'default') : method);
}

/** Has the route a page, or does it answer by itself? */
export const isPage = (routeId: string): boolean =>
  !(`../../routes${routeId === '/' ? '' : routeId}/+server.ts` in declarations);
