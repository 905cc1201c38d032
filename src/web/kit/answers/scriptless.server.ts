import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestEvent } from '@sveltejs/kit';
import { knowScriptless } from '#web/kit/answers/unsent.ts';

/** What pages and layouts say of their script (`csr`), as the framework reads it. */
const declared = import.meta.glob<boolean | undefined>(['../../routes/**/+page.ts', '../../routes/**/+layout.ts'], {
  import: 'csr',
  eager: true,
});
const known = new Map<string, boolean>();

/** The page's own word, else that of the layout nearest to it. */
function shipsScript(routeId: string): boolean {
  const parts = routeId.split('/').filter(Boolean);
  const folders = parts.map((_, at) => ['../../routes', ...parts.slice(0, parts.length - at)].join('/'));
  const files = [
    `${folders[0] ?? '../../routes'}/+page.ts`,
    ...[...folders, '../../routes'].map((folder) => `${folder}/+layout.ts`),
  ];
  return files.map((file) => declared[file]).find((csr) => csr !== undefined) ?? true;
}

const pages = new AsyncLocalStorage<boolean>();
knowScriptless(() => pages.getStore() === true);

/** Makes a page; where it ships no script, its data are not written out for one. */
export function sendingNoMore<T>({ route: { id }, request, isDataRequest }: RequestEvent, make: () => T): T {
  if (id === null || isDataRequest || request.method !== 'GET') return make();
  const ships = known.get(id) ?? shipsScript(id);
  known.set(id, ships);
  return pages.run(!ships, make);
}
