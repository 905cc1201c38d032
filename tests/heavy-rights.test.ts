import { permissions } from '#contributed/permissions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { text } from 'node:stream/consumers';
import { openResult, viewWork } from '#modules/ground/heavy-work';
import { accountActor, createApiToken, grantRole, resolveActor, revokeRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import { createLibrary, type Library } from '#modules/ground/libraries';
import { askRegisterSheet } from '#modules/stock/stocktake';
import { registerSheet } from '#modules/stock/stocktake/jobs';
import { authorize, lostRight, servedLibraries } from '#platform/rights/authorize';
import { readConfig } from '#platform/config';
import type { Actor, Ctx } from '#platform/context';
import { poolConfig } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { heavyElsewhere } from '#platform/background/heavy';
import { papersElsewhere } from '#platform/background/heavy-papers';
import { HeavyRunner } from '#platform/background/heavy-run';
import { openLive, type Live } from '#platform/requests/live';
import { createMailer } from '#platform/sending/mail';
import { withinRequest } from '#platform/requests/request-scope';
import { notingRights, type Right } from '#platform/rights/rights-used';
import type { Services } from '#platform/services';
import { bareServices, idleJobs } from './support/bare-services.ts';
import { refusal } from './support/refusal.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const year = { from: '2026-01-01', to: '2026-11-30' };
let live: Live;
let services: Services;
let kota: Library;
let accountId: number;
let revoke: () => Promise<unknown> = async () => Promise.resolve();
beforeAll(async () => {
  live = openLive(poolConfig(t.address));
  const { db, clock, storage } = t;
  // nobody waits here: whatever is heavy is fetched from its page
  const heavy = heavyElsewhere({ db, live, storage }, 0);
  const mailer = createMailer(null, 'uji@localhost');
  services = { config: readConfig({}), db, clock, storage, ...bareServices, heavy, live, mailer, jobs: idleJobs };
  kota = await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  ({ id: accountId } = await makeAccount(t, { username: 'sari' }));
});
afterAll(async () => live.stop());

const grant = async () => {
  const { grants } = await grantRole(t.ctx(), { accountId, role: 'cataloguer', libraryId: kota.id });
  revoke = async () => revokeRole(t.ctx(), { accountId, grantId: grants[0]?.id ?? 0 });
};
/** A request of hers, with what she may do at this moment. */
const sari = async (): Promise<Ctx> => (await signedIn(t, 'sari')).ctx;
/** The id of the work that a request was led to. */
const workOf = async (ctx: Ctx, ask: () => Promise<unknown>): Promise<string> =>
  String((await refusal(withinRequest({ ctx, pending: null }, ask))).params.id);

async function runAll(): Promise<void> {
  const handlers = {
    queues: new Map(),
    asked: [registerSheet],
    paper: async () => Promise.resolve({ fileName: 'a.pdf', mediaType: 'application/pdf', body: new Uint8Array([1]) }),
    ctxOf: async (): Promise<Ctx> => {
      const actor = await accountActor(t.db, accountId);
      if (!actor) throw platformErrors.signInNeeded();
      return { ...t.ctx(), actor, via: 'job' };
    },
  };
  const runner = new HeavyRunner(services, handlers, new AbortController().signal);
  for (const lane of ['papers', 'rest'] as const) await runner.drain(lane, () => true);
}

test('who lost the permission between asking and fetching gets neither table nor paper, until it is given back', async () => {
  await grant();
  const first = await sari();
  const sheet = await workOf(first, async () => askRegisterSheet(first, services.heavy, kota.id, year));
  const set = papersElsewhere(services);
  const paper = await workOf(first, async () => {
    authorize(first, 'catalog.read', kota.id);
    return set({ template: 'a.typ', data: {}, locale: 'id', createdAt: null });
  });
  await runAll();
  const { state, file } = await viewWork(first, sheet);
  expect([state, file?.name]).toEqual(['done', 'buku-induk-KOTA-2026-01-01-2026-11-30.xlsx']);
  expect((await text((await openResult(first, t.storage, sheet)).body)).slice(0, 2)).toBe('PK');
  expect((await openResult(first, t.storage, paper)).sizeBytes).toBe(1);

  await revoke();
  const later = await sari();
  for (const id of [sheet, paper]) {
    expect(await refusal(openResult(later, t.storage, id))).toMatchObject({ code: 'platform.forbidden', status: 403 });
    expect(await viewWork(later, id)).toMatchObject({
      state: 'done',
      file: null,
      refusal: { code: 'platform.forbidden' },
    });
  }
  await grant();
  expect((await openResult(await sari(), t.storage, paper)).sizeBytes).toBe(1);
});

test('a token that may less than its owner does not fetch what the owner asked for', async () => {
  const ctx = await sari();
  const id = await workOf(ctx, async () => askRegisterSheet(ctx, services.heavy, kota.id, year));
  await runAll();
  const narrow = { username: 'sari', name: 'kios', scopes: ['visits.record'], expiresAt: null };
  const { token } = await createApiToken(t.ctx(), { permissions }, narrow);
  const { actor } = await resolveActor(t, { bearer: token, sessionToken: null });
  expect(await refusal(openResult({ ...ctx, actor }, t.storage, id))).toMatchObject({ code: 'platform.forbidden' });
  expect((await openResult(ctx, t.storage, id)).fileName).toMatch(/^buku-induk-KOTA/);
});

test('work that begins after the permission went is refused and reads nothing', async () => {
  const ctx = await sari();
  const id = await workOf(ctx, async () =>
    askRegisterSheet(ctx, services.heavy, kota.id, { ...year, to: '2026-10-31' }),
  );
  await revoke();
  await runAll();
  expect(await viewWork(ctx, id)).toMatchObject({
    state: 'failed',
    file: null,
    refusal: { code: 'platform.forbidden' },
  });
});

test('whose members a paper shows is asked for again as well', () => {
  const desk = (own: boolean): Actor => ({
    ...{ kind: 'account', id: 1, username: 'a', name: 'a', scopes: null, homeLibraryId: null, sessionId: null },
    grants: [{ libraryId: 5, permissions: ['loans.read'], ownMembersOnly: own }],
  });
  const rights: Right[] = [];
  notingRights(rights, () => servedLibraries(desk(false), 'loans.read'));
  expect(lostRight(desk(false), rights)).toBeNull();
  expect(lostRight(desk(true), rights)).toBe('loans.read');
});
