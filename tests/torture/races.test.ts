import { permissions } from '#contributed/permissions';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { createApiToken } from '#modules/ground/identity';
import type { Library } from '#modules/ground/libraries';
import { addLockers } from '#modules/premises/lockers';
import { makeProgram } from '#modules/community/programs/testing';
import { systemCtx } from '#platform/context';
import { useProcesses, type Process } from '../support/processes.ts';
import { useApp } from '../support/start-app.ts';
import { TEST_NOW } from '../support/test-db.ts';

/**
 * Many who want the last of something at the same instant, at two servers of one database: one gets it, the others are told so. In `npm test`
 * one round of each, many by `npm run torture`.
 */
const ROUNDS = process.env.LUMBUNG_TORTURE === '1' ? 30 : 1;
const LONG = { timeout: 60_000 + ROUNDS * 20_000 };
/** Of them at once. */
const MANY = 8;

let library: Library;
const members: string[] = [];
const app = useApp(async (t) => {
  library = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  for (let nth = 1; nth <= MANY; nth += 1)
    members.push(await makeMember(t.ctx(), { fullName: `Anggota ${nth}`, number: `A${nth}`, homeLibrary: 'KOTA' }));
});
const { start, folder } = useProcesses();
let token = '';

beforeAll(async () => {
  const system = systemCtx(app.db, app.clock, 'uji', 'cli');
  token = (
    await createApiToken(system, { permissions }, { username: 'admin', name: 'uji', scopes: ['*'], expiresAt: null })
  ).token;
});

/** A second server on the same database. */
async function beside(): Promise<string> {
  const { socketDir, database } = app.address;
  const dataDir = folder();
  // what the first one sealed, the second one opens
  copyFileSync(join(app.dataDir, 'secrets.json'), join(dataDir, 'secrets.json'));
  const other: Process = start([process.execPath, 'src/entrypoints/server.ts'], {
    DATABASE_URL: `postgres://lumbung@localhost/${database}?host=${encodeURIComponent(socketDir)}`,
    DATA_DIR: dataDir,
    LUMBUNG_NOW: TEST_NOW,
    LUMBUNG_TEST: '1',
  });
  const [origin] = await other.says(/http:\/\/127\.0\.0\.1:\d+/);
  return origin;
}

interface Said {
  status: number;
  body: Record<string, unknown>;
}
type Call = (nth: number, path: string, body: object) => Promise<Said>;
/** The same wish of many, sent at once to either server in turn. @returns their answers */
const atOnce = async (call: Call, path: string, wish: (nth: number) => object): Promise<Said[]> =>
  Promise.all(Array.from({ length: MANY }, async (_, nth) => call(nth, path, wish(nth))));

/** So many were served, and everybody else was refused in a sentence. */
function expectServed(answers: readonly Said[], most: number, done = 201): void {
  const served = answers.filter(({ status }) => status === done);
  const refused = answers.filter(({ status }) => status >= 400 && status < 500);
  expect([served.length, refused.length], JSON.stringify(answers)).toEqual([most, answers.length - most]);
}

const aCopy = async (barcode: string): Promise<string> =>
  makeCopy(app.ctx(), { title: `Rebutan ${barcode}`, barcode, libraryId: library.id });

const RACES: Record<string, (call: Call, round: number) => Promise<void>> = {
  'the last copy: one has it, and brings it back once': async (call, round) => {
    const itemBarcode = await aCopy(`L${round}`);
    const lend = (nth: number): object => ({ memberNumber: members[nth], itemBarcode, library: 'KOTA' });
    expectServed(await atOnce(call, '/loans', lend), 1);
    expectServed(await atOnce(call, '/check-ins', () => ({ itemBarcode, library: 'KOTA' })), 1, 200);
    const loans = await app.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .select('loan.status')
      .where('barcode', '=', itemBarcode)
      .execute();
    expect(loans).toEqual([{ status: 'returned' }]);
  },
  'as many copies as a member may have, and not one more': async (call, round) => {
    const copiesOf = async (name: string): Promise<string[]> => {
      const made: string[] = [];
      for (let nth = 0; nth < MANY; nth += 1) made.push(await aCopy(`${name}-${nth}`));
      return made;
    };
    const newMember = async (number: string): Promise<string> =>
      makeMember(app.ctx(), { fullName: `Peminjam ${number}`, number, homeLibrary: 'KOTA' });
    const [slow, quick] = [await newMember(`S${round}`), await newMember(`Q${round}`)];
    let most = 0;
    for (const itemBarcode of await copiesOf(`S${round}`)) {
      const { status } = await call(0, '/loans', { memberNumber: slow, itemBarcode, library: 'KOTA' });
      if (status === 201) most += 1;
    }
    expect(most).toBeLessThan(MANY);
    const copies = await copiesOf(`Q${round}`);
    const lend = (nth: number): object => ({ memberNumber: quick, itemBarcode: copies[nth], library: 'KOTA' });
    expectServed(await atOnce(call, '/loans', lend), most);
  },
  'the last seat of a programme: one comes, the others wait in a row': async (call) => {
    const { id: programId } = await makeProgram(app.ctx(), library.id, { program: { capacity: 1 } });
    const answers = await atOnce(call, '/enrolments', (nth) => ({ programId, memberNumber: members[nth] }));
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual([
      'confirmed',
      ...Array.from({ length: MANY - 1 }, () => 'waitlisted'),
    ]);
  },
  'the last locker: one has its key': async (call, round) => {
    const number = `R${round}`;
    await addLockers(app.ctx({ id: 1 }), library.id, { prefix: 'R', first: round, last: round });
    const use = (nth: number): object => ({ library: 'KOTA', number, memberNumber: members[nth] });
    const answers = await atOnce(call, '/lockers/uses', use);
    expectServed(answers, 1);
    await call(0, `/lockers/uses/KOTA/${number}`, {});
  },
  'the same heading: it is written once': async (call, round) => {
    const answers = await atOnce(call, '/authorities', () => ({ kind: 'name', heading: `Toer, Pramoedya ${round}` }));
    expectServed(answers, 1);
  },
  'a member who asks for one title many times has one place in its queue': async (call, round) => {
    const itemBarcode = await aCopy(`H${round}`);
    expect((await call(0, '/loans', { memberNumber: members[0], itemBarcode, library: 'KOTA' })).status).toBe(201);
    const hold = (): object => ({ memberNumber: members[1], itemBarcode, pickupLibrary: 'KOTA' });
    expectServed(await atOnce(call, '/holds', hold), 1);
    expect((await call(0, '/check-ins', { itemBarcode, library: 'KOTA' })).status).toBe(200);
    const kept = (nth: number): object => ({ memberNumber: members[nth], itemBarcode, library: 'KOTA' });
    const answers = await atOnce(call, '/loans', kept);
    expectServed(answers, 1);
    expect(answers[1]?.status).toBe(201);
    await call(0, '/check-ins', { itemBarcode, library: 'KOTA' });
  },
};

describe('many at once', () => {
  test(`${Object.keys(RACES).length} races`, LONG, async () => {
    const origins = [app.origin, await beside()];
    const call: Call = async (nth, path, body) => {
      const answer = await fetch(`${origins[nth % origins.length]}/api/v1${path}`, {
        method: path.startsWith('/lockers/uses/') ? 'DELETE' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const found: string[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const [name, race] of Object.entries(RACES)) {
        try {
          await race(call, round);
        } catch (error) {
          found.push(`round ${round}, ${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    }
    expect(found).toEqual([]);
  });
});
