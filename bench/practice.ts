import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { signInStaff } from '../src/modules/ground/identity/index.ts';
import { addAccount, readyAccount } from '../src/modules/ground/identity/testing.ts';
import { systemClock } from '../src/platform/clock.ts';
import { systemCtx } from '../src/platform/context.ts';
import { openDb, poolConfig } from '../src/platform/database/db.ts';
import { SESSION_COOKIE } from '../src/platform/requests/session-cookie.ts';
import { desksBeside, type DeskTimes } from './class.ts';
import type { Target } from './works.ts';

const TRAINEES = 10;
const SECONDS = 40;
/** Milliseconds between two things that a trainee does. */
const THINK = 800;
/** What copies are made of is made first, at low priority. */
const PATIENCE = 900_000;
const PASSWORD = 'lumbung-bench-2026';

/** Somebody in the practice space, by its cookies. */
class Trainee {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();
  readonly times: number[] = [];
  refused = 0;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async send(path: string, init: { method?: string; json?: unknown; form?: URLSearchParams; match?: string } = {}) {
    const { json, form, match, method = json === undefined && form === undefined ? 'GET' : 'POST' } = init;
    const began = performance.now();
    const answer = await fetch(this.#origin + path, {
      ...{ method, redirect: 'manual' as const },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: form }),
      headers: {
        ...{ origin: this.#origin, cookie: [...this.#cookies.values()].join('; '), accept: '*/*' },
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(match !== undefined && { 'if-match': match }),
      },
    });
    const body = await answer.text();
    this.times.push(performance.now() - began);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      this.#cookies.set(pair.split('=', 1)[0] ?? '', pair);
    }
    if (answer.status === 503) this.refused += 1;
    else if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${body.slice(0, 200)}`);
    return { answer, body };
  }

  async enter(path: string): Promise<void> {
    await this.send(path);
    await this.send(path, { form: new URLSearchParams() });
  }
}

const pass = z.object({ address: z.string(), seat: z.number() });

/** A pass for somebody of the real network, once the practice space is there. */
async function passFor(target: Target, cookie: string): Promise<z.output<typeof pass>> {
  const until = performance.now() + PATIENCE;
  for (;;) {
    const { origin } = target.server;
    const answer = await fetch(`${origin}/api/v1/practice/passes`, {
      method: 'POST',
      headers: { origin, cookie: `${SESSION_COOKIE}=${cookie}`, 'content-type': 'application/json' },
    });
    if (answer.status === 201) return pass.parse(await answer.json());
    await answer.text();
    if (performance.now() > until) throw new Error(`the practice space was not there: ${answer.status}`);
    await setTimeout(2_000);
  }
}

/** Sessions of people of staff in the real network. */
async function sessionsOf(socketDir: string): Promise<string[]> {
  const { db } = openDb(poolConfig({ socketDir, database: 'lumbung' }, 2));
  try {
    const ctx = systemCtx(db, systemClock, 'bench', 'cli');
    const tokens: string[] = [];
    for (let nth = 1; nth <= TRAINEES; nth += 1) {
      const username = `peserta${nth}`;
      const account = await readyAccount({ username, fullName: `Peserta ${nth}`, password: PASSWORD });
      await db.transaction().execute(async (trx) => addAccount(trx, ctx, account));
      const visitor = { username, password: PASSWORD, ip: null, userAgent: 'bench' };
      tokens.push((await signInStaff({ ...ctx, actor: { kind: 'anonymous' } }, visitor)).token);
    }
    return tokens;
  } finally {
    await db.destroy();
  }
}

/** The complaint that belongs to a seat. */
async function ticketOf(socketDir: string, seat: number): Promise<number> {
  const { db } = openDb(poolConfig({ socketDir, database: 'lumbung_practice' }, 1));
  try {
    const found = db.selectFrom('practiceSeat').select('ticketId').where('seat', '=', seat);
    return (await found.executeTakeFirstOrThrow()).ticketId;
  } finally {
    await db.destroy();
  }
}

/** Lends, takes back, catalogues, and answers the complaint, as often as there is time. @returns how many rounds */
async function practise(trainee: Trainee, at: { seat: number; ticket: number }, until: () => boolean): Promise<number> {
  const nth = String(at.seat).padStart(2, '0');
  const shown = await trainee.send(`/api/v1/tickets/${at.ticket}`);
  const match = shown.answer.headers.get('etag') ?? '';
  const answered = { text: 'Terima kasih. Sudah kami perbaiki.', outcome: 'resolved' };
  await trainee.send(`/api/v1/tickets/${at.ticket}/answer`, { json: answered, match });
  let rounds = 0;
  for (; !until(); rounds += 1) {
    const fields = [
      { tag: '245', ind1: '0', ind2: '0', subfields: [{ code: 'a', value: `Latihan ${at.seat} putaran ${rounds}` }] },
    ];
    const steps = [
      async () => trainee.send('/staf/sirkulasi'),
      async () =>
        trainee.send('/api/v1/loans', { json: { memberNumber: `LATIH-A${nth}`, itemBarcode: `LATIH-P${nth}` } }),
      async () => trainee.send('/api/v1/check-ins', { json: { itemBarcode: `LATIH-P${nth}`, library: 'PUSAT' } }),
      async () => trainee.send('/staf/katalog'),
      async () => trainee.send('/api/v1/bibs', { json: { marc: { leader: '00000nam a2200000 i 4500', fields } } }),
    ];
    for (const step of steps) {
      await step();
      await setTimeout(THINK);
    }
  }
  return rounds;
}

interface PracticeResult {
  desk: DeskTimes;
  rounds: number;
  traineeP95: number;
  refused: number;
}

/** Ten trainees work in the practice space while the real desk works. */
export async function practiceBesideDesk(target: Target, socketDir: string): Promise<PracticeResult> {
  const sessions = await sessionsOf(socketDir);
  const trainees: { trainee: Trainee; seat: number; ticket: number }[] = [];
  for (const session of sessions) {
    const { address, seat } = await passFor(target, session);
    const { origin, pathname } = new URL(address);
    const trainee = new Trainee(origin);
    await trainee.enter(pathname);
    trainees.push({ trainee, seat, ticket: await ticketOf(socketDir, seat) });
  }
  const { desk, other } = await desksBeside(target, async () => {
    const until = performance.now() + SECONDS * 1_000;
    return Promise.all(
      trainees.map(async ({ trainee, seat, ticket }, nth) => {
        await setTimeout(THINK * nth);
        return practise(trainee, { seat, ticket }, () => performance.now() > until);
      }),
    );
  });
  const times = trainees.flatMap(({ trainee }) => trainee.times).toSorted((a, b) => a - b);
  return {
    desk,
    rounds: other.reduce((sum, rounds) => sum + rounds, 0),
    traineeP95: times[Math.floor(times.length * 0.95)] ?? 0,
    refused: trainees.reduce((sum, { trainee }) => sum + trainee.refused, 0),
  };
}
