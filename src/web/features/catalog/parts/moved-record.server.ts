import type { RequestEvent } from '@sveltejs/kit';
import { livingBib } from '#modules/collection/catalog';
import { idAsked } from '#web/kit/form/read-fields.server.ts';

const RECORD = '/(public)/katalog/[id]';

/** Where a page of a record stands now that the record was merged into another one (301); null for every other address. */
export async function movedRecord({ route, params, url, locals }: RequestEvent): Promise<Response | null> {
  const id = route.id === RECORD || route.id?.startsWith(`${RECORD}/`) ? idAsked(params.id) : null;
  const living = id === null ? null : await livingBib(locals.ctx, id);
  if (living === null) return null;
  const location = url.pathname.replace(/\/katalog\/[^/]+/, `/katalog/${living}`) + url.search;
  // a merging can be taken back: whoever comes again asks again
  return new Response(null, { status: 301, headers: { location, 'cache-control': 'no-cache' } });
}
