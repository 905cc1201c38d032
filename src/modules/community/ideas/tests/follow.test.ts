import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { aLibrary } from '#modules/people/members/testing';
import { openDb, poolConfig, type Db } from '#platform/database/db';
import { openLive, type Live } from '#platform/requests/live';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { followBoard, movePhase, openBoard, viewBoard, voteForIdea, writeIdea } from '../index.ts';
import { makeGuest, makeWorkshop } from '../testing.ts';

const t = useTestDb();
/** Another server process: its own pool, its own listening connection. */
let elsewhere: Db;
let live: Live;
let boardId = 0;
let dimas = { ticket: '' };
const LONG = 30_000;
const VIEWER = { enrolmentId: null, ownerHash: null, inRoom: true };

beforeAll(async () => {
  elsewhere = openDb(poolConfig(t.address, 4)).db;
  live = openLive(poolConfig(t.address));
  const { id: libraryId } = await aLibrary(t.ctx());
  const { programId, sessionId } = await makeWorkshop(t.db, { libraryId });
  dimas = await makeGuest(t.db, { programId, name: 'Dimas Aji' });
  boardId = await openBoard(t.ctx(), sessionId, { question: 'Bagaimana?' });
  await movePhase(t.ctx(), boardId, { phase: 'share' });
});
afterAll(async () => {
  await live.stop();
  await elsewhere.destroy();
});

const write = async (text: string): Promise<number> =>
  writeIdea(t.ctx({ kind: 'anonymous' }), boardId, { text }, dimas);
const follow = (since = 0) =>
  followBoard({ db: elsewhere, live }, boardId, VIEWER, { version: since, phase: since === 0 ? null : 'share' });

test('what is written in one process is told in another, and only what is new', async () => {
  const screen = follow();
  expect(await screen.next(LONG)).toMatchObject({ full: true, cards: [] });
  await write('Buka malam');
  expect(await screen.next(LONG)).toMatchObject({ full: false, cards: [{ text: 'Buka malam' }] });
  await write('Pojok anak');
  expect(await screen.next(LONG)).toMatchObject({ full: false, cards: [{ text: 'Pojok anak' }], ideas: 2 });
  // nothing happens: nothing is told
  expect(await screen.next(10)).toBeNull();
  screen.end();
});

test('a phone that was away goes on where it stopped', async () => {
  const { version } = (await viewBoard(t.ctx(), boardId, {})).now;
  await write('Selama ponsel mati');
  const phone = follow(version);
  expect(await phone.next(LONG)).toMatchObject({ full: false, cards: [{ text: 'Selama ponsel mati' }] });
  phone.end();
});

test('the listening connection is cut off while ideas are written: nothing is missed', async () => {
  const screen = follow();
  await screen.next(LONG);
  const cut = await sql<{ count: number }>`select count(pg_terminate_backend(pid)) as count from pg_stat_activity
    where datname = current_database() and query ilike 'listen %'`.execute(t.db);
  expect(cut.rows[0]?.count).toBe(1);
  await write('Tanpa sambungan');
  expect(await screen.next(LONG)).toMatchObject({ full: false, cards: [{ text: 'Tanpa sambungan' }] });
  await write('Sesudahnya');
  expect(await screen.next(LONG)).toMatchObject({ cards: [{ text: 'Sesudahnya' }] });
  screen.end();
});

test('a new phase tells everything, and who leaves is let go', async () => {
  const screen = follow();
  const seen = await screen.next(LONG);
  const [first] = seen?.cards ?? [];
  await movePhase(t.ctx(), boardId, { phase: 'vote' });
  const moved = await screen.next(LONG);
  expect(moved).toMatchObject({ full: true, phase: 'vote' });
  expect(moved?.cards.length).toBe(seen?.cards.length);
  await voteForIdea(t.ctx({ kind: 'anonymous' }), first?.id ?? 0, dimas);
  expect(await screen.next(LONG)).toMatchObject({ votes: 1, cards: [{ id: first?.id, votes: 1 }] });
  const waiting = screen.next(LONG);
  screen.end();
  expect(await waiting).toBeNull();
});
