import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { accessOf, type Access, type PageAccess } from '#platform/rights/access';

const routes = resolve(import.meta.dirname, '../../src/web/routes');
const OWN = ['+page.server.ts', '+server.ts', '+page.ts'];

/** One way to a page: looking at it, an action, or a method of a route without a page. */
export interface PageDoor {
  /** As the web framework names it: `/(public)/katalog/[id]`. */
  routeId: string;
  /** With groups left out, parameters filled with what leads nowhere. */
  path: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Name of a form action; null = none. */
  action: string | null;
  page: boolean;
  /** null = nothing says who may come. */
  access: Access | null;
}

const isAccess = (value: unknown): value is PageAccess =>
  typeof value === 'string' || (typeof value === 'object' && value !== null);

/** What a file says of itself; declarations are plain values, so that they can be read without running the page. */
function declaredIn(file: string): PageAccess | null {
  if (!existsSync(file)) return null;
  const text = /export const _access: PageAccess = ([\s\S]*?);\n/.exec(readFileSync(file, 'utf8'))?.[1];
  const value: unknown = text === undefined ? null : runInNewContext(`(${text})`);
  return isAccess(value) ? value : null;
}

function declaredOf(folder: string): PageAccess | null {
  for (const name of OWN) {
    const own = declaredIn(join(folder, name));
    if (own !== null) return own;
  }
  for (let at = folder; at.startsWith(routes); at = resolve(at, '..')) {
    const around = declaredIn(join(at, '+layout.server.ts'));
    if (around !== null) return around;
  }
  return null;
}

const sourceOf = (folder: string, name: string): string =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';

/** Names of the actions of a page: the keys of `actions`. */
const actionsIn = (source: string): string[] =>
  [...(source.split('export const actions')[1] ?? '').matchAll(/^ {2}(\w+)(?::|,|\()/gm)].map(
    (match) => match[1] ?? '',
  );

/** Buttons of which a page says who may press them, though it has no such action: what they guard stands open under another name. */
export function guardedForNobody(): string[] {
  const files = readdirSync(routes, { recursive: true, withFileTypes: true }).filter(
    ({ name }) => name === '+page.server.ts',
  );
  return files.flatMap(({ parentPath, name }) => {
    const declared = declaredIn(join(parentPath, name));
    if (declared === null || typeof declared !== 'object' || !('page' in declared)) return [];
    const source = sourceOf(parentPath, name).split('export const actions')[1] ?? '';
    return Object.keys(declared.actions)
      .filter((action) => !new RegExp(`\\b${action}\\s*[:,(]`).test(source))
      .map((action) => `${relative(routes, parentPath)}: ${action}`);
  });
}

/** Every page with its actions, and every route without a page with its methods. */
export function pageDoors(): PageDoor[] {
  const folders = readdirSync(routes, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === '+page.svelte' || entry.name === '+page.server.ts' || entry.name === '+server.ts')
    .map((entry) => entry.parentPath);
  return [...new Set(folders)].sort().flatMap((folder) => {
    const routeId = `/${relative(routes, folder)}`;
    const path = routeId.replaceAll(/\/\([^)]+\)/g, '').replaceAll(/\[(?:\.\.\.)?\w+\]/g, 'zzz') || '/';
    const declared = declaredOf(folder);
    const door = (method: PageDoor['method'], action: string | null, page: boolean): PageDoor => ({
      routeId,
      path,
      method,
      action,
      page,
      access: declared === null ? null : accessOf(declared, method === 'GET' ? null : (action ?? method)),
    });
    const endpoint = sourceOf(folder, '+server.ts');
    if (endpoint !== '') {
      const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
      return methods
        .filter((method) =>
          new RegExp(`export const ${method}\\b|export (async )?function ${method}\\b`).test(endpoint),
        )
        .map((method) => door(method, null, false));
    }
    const actions = actionsIn(sourceOf(folder, '+page.server.ts'));
    return [door('GET', null, true), ...actions.map((action) => door('POST', action, true))];
  });
}
