import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { mayEnter, permissionsOf, type Access } from '#platform/rights/access';
import { permissions } from '#contributed/permissions';
import type { Actor } from '#platform/context';
import { readConfig } from '#platform/config';
import { createMailer } from '#platform/sending/mail';
import { buildHttpApp } from '../../src/entrypoints/http-app.ts';
import type { DeclaredRoute } from '../../src/entrypoints/route-access.ts';
import { bareServices, idleJobs } from '../support/bare-services.ts';
import { pageDoors, type PageDoor } from '../support/declared-pages.ts';
import { COMERS, everyComer, type Comer } from '../support/role-actors.ts';
import { useApp } from '../support/start-app.ts';

/**
 * Everybody at every door: who is not declared is refused before what they sent is looked at, and who is declared is not; the server
 * lives. In `npm test` every so many-th door, whole by `npm run torture`.
 */
const WHOLE = process.env.LUMBUNG_TORTURE === '1';
const EACH = WHOLE ? 1 : 12;
const LONG = { timeout: WHOLE ? 1_800_000 : 60_000 };
/** No answer takes longer, milliseconds: the machine may be slow and busy. */
const SLOW = 30_000;
const AT_ONCE = 4;

const app = useApp();
let comers = new Map<string, Comer>();
let routes: DeclaredRoute[] = [];
const doors = pageDoors();

beforeAll(async () => {
  comers = new Map((await everyComer(app)).map((comer) => [comer.name, comer]));
  const { db, clock, storage } = app;
  const mailer = createMailer(null, 'uji@localhost');
  const services = { config: readConfig({}), db, clock, storage, ...bareServices, mailer, jobs: idleJobs };
  const api = await buildHttpApp(services, null);
  await api.ready();
  routes = api.declaredRoutes.filter(
    ({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !url.endsWith('*'),
  );
  await api.close();
}, 120_000);

const numberOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();
const taken = (comer: string, door: string): boolean => numberOf(`${comer} ${door}`) % EACH === 0;
/** What leads nowhere: as a word, or as a number that nothing has. */
const nowhere = (door: string): string => (numberOf(door) % 2 === 0 ? 'zzz' : '999999999');

async function knock(comer: Comer, method: string, path: string, sent: RequestInit = {}): Promise<Response> {
  return fetch(app.origin + path, {
    ...sent,
    method,
    redirect: 'manual',
    headers: { origin: app.origin, ...comer.headers, ...Object.fromEntries(new Headers(sent.headers)) },
    signal: AbortSignal.timeout(SLOW),
  });
}

const comerOf = (name: string): Comer => {
  const comer = comers.get(name);
  if (!comer) throw new Error(`nobody is called ${name}`);
  return comer;
};

/**
 * Goes to each in turn, a few at once. An act may have ended the session of the others at the same time, so that what is wrong is looked at
 * once more by somebody who has just signed in. @returns what is wrong
 */
async function walk<T>(
  name: string,
  things: readonly T[],
  look: (comer: Comer, thing: T) => Promise<string | null>,
): Promise<string[]> {
  const comer = comerOf(name);
  const found: string[] = [];
  const ahead = [...things];
  const orLate = async (who: Comer, thing: T): Promise<string | null> => {
    try {
      return await look(who, thing);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
      return `${who.name}: no answer after ${SLOW / 1000} s from ${JSON.stringify(thing)}`;
    }
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let thing = ahead.shift(); thing !== undefined; thing = ahead.shift()) {
        if ((await orLate(comer, thing)) === null) continue;
        comer.headers = await comer.again();
        const wrong = await orLate(comer, thing);
        if (wrong !== null) found.push(wrong);
      }
    }),
  );
  return found;
}

/** At pages an account is asked to sign in as a member; a token of the API is never a member. */
const refusedBy = (actor: Actor, access: Access): number =>
  actor.kind === 'anonymous' || access === 'member' ? 401 : 403;
const bySecret = (access: Access): boolean => typeof access === 'object' && 'secret' in access;
const alive = async (): Promise<void> => expect((await fetch(`${app.origin}/health`)).status).toBe(200);

async function apiDoor(comer: Comer, { method, url, access }: DeclaredRoute): Promise<string | null> {
  const name = `${comer.name}: ${method} ${url}`;
  const path = url.replaceAll(/:\w+/g, nowhere(url));
  const may = mayEnter(comer.actor, access);
  const body = method === 'GET' ? {} : { body: may ? '{"zzz":1}' : '{"zzz": [' };
  const headers = { 'content-type': 'application/json' };
  const { status } = await knock(comer, method, path, { ...body, ...(method !== 'GET' && { headers }) });
  const refusal = comer.actor.kind === 'anonymous' ? 401 : 403;
  if (!may) return status === refusal ? null : `${name} is refused with ${status}`;
  if (status >= 500) return `${name} answers ${status}`;
  return status === 401 && !bySecret(access) ? `${name} may come and is asked to sign in` : null;
}

const toSignIn = (answer: Response): boolean =>
  answer.status === 303 && (answer.headers.get('location') ?? '').startsWith('/masuk?lanjut=');

function refusedRight(actor: Actor, door: PageDoor, access: Access, answer: Response): boolean {
  const stranger = actor.kind === 'anonymous';
  // the rooms of staff and of members lead to the sign-in by themselves
  const gated =
    (door.path.startsWith('/staf') && stranger) || (door.path.startsWith('/akun') && actor.kind !== 'member');
  if (gated || (door.page && refusedBy(actor, access) === 401)) return toSignIn(answer);
  return answer.status === refusedBy(actor, access);
}

/** Of nothing that there is; what is missing or no number is the matter of the walk of nasty input. */
const SENT = Object.fromEntries(
  ['id', 'version', 'loanId', 'grantId', 'sessionId', 'tokenId', 'itemId', 'blockId', 'zzz'].map((name) => [
    name,
    '999999999',
  ]),
);

async function pageDoor(comer: Comer, door: PageDoor): Promise<string | null> {
  const { action, method, access } = door;
  const name = `${comer.name}: ${method} ${door.routeId}${action === null ? '' : `?/${action}`}`;
  if (access === null) return `${name} does not say who may come`;
  const path = door.path.replaceAll('zzz', nowhere(door.routeId));
  const query = action === null || action === 'default' ? '' : `?/${action}`;
  const body = method === 'GET' ? {} : { body: new URLSearchParams(SENT) };
  const answer = await knock(comer, method, path + query, { ...body, headers: { accept: 'text/html' } });
  const text = await answer.text();
  const may = mayEnter(comer.atPages, access);
  if (!may) {
    if (!refusedRight(comer.atPages, door, access, answer)) return `${name} is refused with ${answer.status}`;
    const inFrame = comer.atPages.kind === 'account' && door.page && door.path.startsWith('/staf');
    return inFrame && !text.includes('href="/staf/profil"')
      ? `${name} is refused without the frame of the staff`
      : null;
  }
  if (answer.status >= 500) return `${name} answers ${answer.status}`;
  // at the sign-in itself 401 says that the PIN is wrong
  const asked = (answer.status === 401 && door.path !== '/masuk') || toSignIn(answer);
  return asked && !bySecret(access) ? `${name} may come and is asked to sign in` : null;
}

/** What the browser asks for when it goes on without loading a page anew. */
async function dataDoor(comer: Comer, door: PageDoor): Promise<string | null> {
  const name = `${comer.name}: ${door.routeId}/__data.json`;
  if (door.access === null) return `${name} does not say who may come`;
  const path = door.path.replaceAll('zzz', nowhere(door.routeId));
  const answer = await knock(comer, 'GET', `${path === '/' ? '' : path}/__data.json`);
  const text = await answer.text();
  if (answer.status >= 500) return `${name} answers ${answer.status}`;
  if (mayEnter(comer.atPages, door.access)) return null;
  const told = /"type":"redirect"|"type":"error"/.test(text) || answer.status === 401 || answer.status === 403;
  return told ? null : `${name} is not refused`;
}

describe('everybody at every door', () => {
  test('every door says who may come, by permissions that there are', () => {
    expect(doors.filter(({ access }) => access === null).map(({ routeId }) => routeId)).toEqual([]);
    const named = [...doors, ...routes].flatMap(({ access }) => (access === null ? [] : permissionsOf(access)));
    expect(named.filter((permission) => !permissions.some(({ code }) => code === permission))).toEqual([]);
    expect(routes.length).toBeGreaterThan(400);
    expect(doors.length).toBeGreaterThan(600);
  });

  for (const name of COMERS) {
    test(`${name}, at the doors of the API`, LONG, async () => {
      const mine = routes.filter(({ method, url }) => taken(name, method + url));
      expect(await walk(name, mine, apiDoor)).toEqual([]);
      await alive();
    });
    test(`${name}, at pages and actions`, LONG, async () => {
      const mine = doors.filter(({ method, routeId, action }) => taken(name, method + routeId + action));
      expect(await walk(name, mine, pageDoor)).toEqual([]);
      await alive();
    });
    test(`${name}, at the data of pages`, LONG, async () => {
      const mine = doors.filter(
        ({ page, method, routeId }) => page && method === 'GET' && taken(name, `data ${routeId}`),
      );
      expect(await walk(name, mine, dataDoor)).toEqual([]);
      await alive();
    });
  }
});
