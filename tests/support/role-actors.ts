import { permissions } from '#contributed/permissions';
import { createApiToken, resolveActor } from '#modules/ground/identity';
import { BUILTIN_ROLES } from '#modules/ground/identity/testing';
import { GOOD_PASSWORD, makeAccount, signedIn } from '#modules/ground/identity/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { resetPin, signInMember } from '#modules/people/members';
import { DEVICE_HEADER } from '#modules/stock/offline-desk/client';
import { enrolDevice } from '#modules/stock/offline-desk/testing';
import { addKiosk, enrolKiosk } from '#modules/lending/self-service';
import { systemCtx, type Actor } from '#platform/context';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { testSecrets } from './bare-services.ts';
import type { TestDb } from './test-db.ts';

/** Somebody who comes to the doors: who they are to the house, and what their browser or program sends along. */
export interface Comer {
  name: string;
  actor: Actor;
  /** The same at pages, which know sessions of browsers alone. */
  atPages: Actor;
  /** Replaced by {@link Comer.again}. */
  headers: Readonly<Record<string, string>>;
  /** Signs in again, where an act of theirs has ended their session. */
  again(): Promise<Readonly<Record<string, string>>>;
}

const SCHOOL = 'school_staff';
const MEMBERS = ['a member', 'another member'];
/** Their names, in the order of {@link everyComer}. */
export const COMERS: readonly string[] = [
  'nobody',
  ...MEMBERS,
  ...BUILTIN_ROLES.map(({ code }) => code),
  'a narrow token',
  'a kiosk',
  'a device of a desk',
];

/** Everybody who may stand before a door: nobody, members, each shipped role, a school's staff, a narrow token, a kiosk, a desk's device. */
export async function everyComer(t: TestDb): Promise<Comer[]> {
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const main = await aLibrary(system);
  const school = await createLibrary(system, { code: 'SDN-1', name: 'SDN 1', type: 'sekolah' });
  const comers = [nobody('nobody', {})];
  for (const name of MEMBERS) comers.push(await member(t, name));
  for (const { code } of BUILTIN_ROLES) {
    const at = [SCHOOL, 'educator'].includes(code)
      ? { libraryId: school.id, home: school }
      : { libraryId: null, home: main };
    comers.push(await staff(t, { name: code, role: code, ...at }));
  }
  comers.push(await narrow(t), await kiosk(t, main), await device(t, main));
  return comers;
}

const nobody = (name: string, headers: Record<string, string>): Comer => ({
  name,
  actor: { kind: 'anonymous' },
  atPages: { kind: 'anonymous' },
  headers,
  again: async () => Promise.resolve(headers),
});

async function of(t: TestDb, name: string, again: () => Promise<{ cookie?: string; bearer?: string }>): Promise<Comer> {
  const headersOf = ({ cookie, bearer }: { cookie?: string; bearer?: string }): Record<string, string> =>
    bearer === undefined
      ? { cookie: `${SESSION_COOKIE}=${cookie}`, 'sec-fetch-site': 'same-origin' }
      : { authorization: `Bearer ${bearer}` };
  const first = await again();
  const { actor } = await resolveActor(t, { bearer: first.bearer ?? null, sessionToken: first.cookie ?? null });
  const atPages: Actor = first.bearer === undefined ? actor : { kind: 'anonymous' };
  let renewal: Promise<Readonly<Record<string, string>>> | null = null;
  // several requests may find the session ended at once: one signs in for all
  const renew = async (): Promise<Readonly<Record<string, string>>> => {
    renewal ??= again()
      .then(headersOf)
      .finally(() => {
        renewal = null;
      });
    return renewal;
  };
  return { name, actor, atPages, headers: headersOf(first), again: renew };
}

async function member(t: TestDb, name: string): Promise<Comer> {
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const { number } = await aMember(system);
  return of(t, name, async () => {
    const { pin } = await resetPin(system, number);
    const signed = await signInMember(t.ctx({ kind: 'anonymous' }), {
      number,
      secret: pin,
      ip: null,
      userAgent: 'uji',
    });
    return { cookie: signed.token };
  });
}

async function staff(
  t: TestDb,
  { name, role, libraryId, home }: { name: string; role: string; libraryId: number | null; home: Library },
): Promise<Comer> {
  const username = `peran-${name.replaceAll('_', '-')}`;
  await makeAccount(t, { username, password: GOOD_PASSWORD, homeLibraryId: home.id, grants: [{ role, libraryId }] });
  return of(t, name, async () => ({ cookie: (await signedIn(t, username)).token }));
}

/** A program of an administrator that may read the catalogue and nothing else. */
async function narrow(t: TestDb): Promise<Comer> {
  await makeAccount(t, { username: 'program', grants: [{ role: 'administrator', libraryId: null }] });
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const input = { username: 'program', name: 'uji', scopes: ['catalog.read'], expiresAt: null };
  return of(t, 'a narrow token', async () => ({
    bearer: (await createApiToken(system, { permissions }, input)).token,
  }));
}

async function kiosk(t: TestDb, { id: libraryId }: Library): Promise<Comer> {
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const { code } = await addKiosk(system, { libraryId, name: 'Kios' });
  const { token } = await enrolKiosk(system, { code, ip: null });
  return nobody('a kiosk', { cookie: `lumbung_kios=${token}`, 'sec-fetch-site': 'same-origin' });
}

async function device(t: TestDb, { id: libraryId }: Library): Promise<Comer> {
  const system = systemCtx(t.db, t.clock, 'uji', 'cli');
  const { token } = await enrolDevice(system, testSecrets, { libraryId, name: 'Meja', maxAgeHours: 24 });
  return nobody('a device of a desk', { [DEVICE_HEADER]: token });
}
