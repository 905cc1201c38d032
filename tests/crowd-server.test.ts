import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeGuest, makeWorkshop } from '#modules/community/ideas/testing';
import { openBoard } from '#modules/community/ideas';
import { GOOD_PASSWORD } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { RULES } from '#platform/admission/rules/places';
import { systemCtx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { useApp } from './support/start-app.ts';

let board = 0;
let ticket = '';
const app = useApp(async (t) => {
  const ctx = systemCtx(t.db, t.clock, 'uji');
  const { id: libraryId } = await makeLibrary(ctx, 'KOTA', 'Perpustakaan Kota');
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  board = await openBoard(ctx, sessionId, { question: 'Bagaimana?', votesEach: 3 });
  ({ ticket } = await makeGuest(t.db, { programId, name: 'Tamu', libraryId }));
});

const look = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(app.origin + path, { redirect: 'manual', headers: { accept: 'text/html' }, ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const signIn = async (): Promise<string> => {
  const { status, headers } = await look('/masuk?/staff', {
    method: 'POST',
    headers: { origin: app.origin, accept: 'text/html' },
    body: new URLSearchParams({ username: 'admin', password: GOOD_PASSWORD }),
  });
  expect(status).toBe(303);
  return headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
};
const hanging = async (trx: Tx): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(distinct pid)::int as count from pg_locks
    where not granted and relation = 'reading_list'::regclass`.execute(trx);
  return rows[0]?.count ?? 0;
};

test(
  'while readers hang on the database, the desk works, staff sign in, and readers are told or answered',
  { timeout: 60_000 },
  async () => {
    const cookie = await signIn();
    const asStaff = { headers: { cookie, accept: 'text/html' } };
    expect((await look('/staf/sirkulasi', asStaff)).status).toBe(200);
    let hung: ReturnType<typeof look>[] = [];
    let last: ReturnType<typeof look> | undefined;
    await app.db.transaction().execute(async (trx) => {
      await sql`lock table reading_list in access exclusive mode`.execute(trx);
      hung = Array.from({ length: RULES.reader.places }, async () => look('/daftar-bacaan'));
      await expect.poll(async () => hanging(trx)).toBe(RULES.reader.places);
      const waited = look('/perpustakaan');
      for (let nth = 0; nth < 5; nth += 1) expect((await look('/staf/sirkulasi', asStaff)).status).toBe(200);
      // whoever comes anew to work is let in too
      expect((await look('/staf/sirkulasi', { headers: { cookie: await signIn(), accept: 'text/html' } })).status).toBe(
        200,
      );
      expect((await look('/health')).status).toBe(200);
      expect((await look('/favicon.svg')).status).toBe(200);
      const refused = await waited;
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.text).toContain('Pengunjung sedang ramai sekali');
      last = look('/perpustakaan');
    });
    for (const one of hung) expect((await one).status).toBe(200);
    expect((await last)?.status).toBe(200);
  },
);

test('boards that are followed hold no place', { timeout: 60_000 }, async () => {
  const leaving = new AbortController();
  const streams = await Promise.all(
    Array.from({ length: RULES.reader.places + 3 }, async () =>
      fetch(`${app.origin}/papan-ide/${board}/langsung`, {
        headers: { cookie: `lumbung_tiket=${ticket}` },
        signal: leaving.signal,
      }),
    ),
  );
  expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
  expect((await look('/perpustakaan')).status).toBe(200);
  leaving.abort();
});
