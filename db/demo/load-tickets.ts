/** What people of the sample city ask, complain about, suggest and praise in a year, in every state: `tickets.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { RATINGS, TICKET_KINDS } from '../../src/modules/city/service/client.ts';
import { mergePastTickets, saveCannedIn, savePastTicket, type PastAct } from '../../src/modules/city/service/testing.ts';
import { IKM_ELEMENTS } from '../../src/modules/community/questionnaires/client.ts';
import { listAccounts } from '../../src/modules/ground/identity/index.ts';
import { listLibraries, type Library } from '../../src/modules/ground/libraries/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt, isoWeekday, localDate } from '../../src/shared/dates.ts';

const kind = z.enum(TICKET_KINDS);
const schema = z.object({
  note: z.string(),
  days: z.array(z.string()),
  books: z.array(z.string()),
  names: z.array(z.string()),
  libraries: z.array(z.string()),
  canned: z.array(z.object({ title: z.string(), kind: kind.nullable(), text: z.string() })),
  cases: z.array(
    z.object({
      kind,
      text: z.string(),
      answer: z.string(),
      note: z.string().default(''),
      /** What the person adds, and what is answered to that. */
      again: z.string().default(''),
      answer2: z.string().default(''),
      change: z.string().default(''),
      handed: z.string().default(''),
      handedNumber: z.string().default(''),
      tags: z.array(z.string()).default([]),
      /** Of the satisfaction survey, which a complaint concerns. */
      element: z.enum(IKM_ELEMENTS).nullable().default(null),
      rate: z.enum(RATINGS).default('yes'),
      /** So many others say the same in those days. */
      same: z.int().default(0),
    }),
  ),
});
type Case = z.output<typeof schema>['cases'][number];

/** With those that say the same there are 120. */
const TICKETS = 115;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** How many are of the last days: nobody has them yet, the person is waited for, they are solved. */
const FRESH = 10;
const WAITING = 8;
const SOLVED = 9;

type State = 'new' | 'open' | 'waiting' | 'solved' | 'closed';

/** Which of the last days' tickets the nth is, and how long ago it was sent (milliseconds): older ones lie three days apart. */
function placeOf(nth: number): { state: State; ago: number } {
  const slot = (nth * 37) % TICKETS;
  if (slot < FRESH) return { state: slot % 2 === 0 ? 'new' : 'open', ago: (3 + slot * 5) * HOUR };
  if (slot < FRESH + WAITING) return { state: 'waiting', ago: (4 + (slot % 4)) * DAY };
  if (slot < FRESH + WAITING + SOLVED) return { state: 'solved', ago: (5 + (slot % 3)) * DAY };
  return { state: 'closed', ago: (20 + (slot - FRESH - WAITING - SOLVED) * 3.8) * DAY };
}

export interface TicketSample {
  memberIds: readonly number[];
}

/** After the staff and the members. */
export async function loadTickets(trx: Tx, ctx: Ctx, { memberIds }: TicketSample): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('tickets.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  for (const one of sample.canned) await saveCannedIn(trx, ctx, null, one);
  const libraries = new Map((await listLibraries(here)).map((one) => [one.code, one]));
  const staff = (await listAccounts(here, { limit: 50 })).filter(({ username }) =>
    ['sirkulasi', 'humas', 'kepala'].includes(username),
  );
  const now = ctx.clock.now();
  const planned = Array.from({ length: TICKETS }, (_, nth) => {
    const { state, ago } = placeOf(nth);
    return { nth, state, at: new Date(now.getTime() - ago) };
  });
  for (const { nth, state, at } of planned.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const one = pick(sample.cases, nth);
    const library = libraries.get(pick(sample.libraries, nth));
    const by = pick(staff, nth);
    if (!library) throw new Error('the sample city has tickets for a library that it does not have');
    const said = (text: string): string =>
      text
        .replaceAll('{hari}', pick(sample.days, nth + Math.floor(nth / sample.cases.length)))
        .replaceAll('{buku}', pick(sample.books, nth))
        .replaceAll('{tempat}', library.name);
    const colleague = { id: by.id, name: by.fullName };
    const acts = actsOf(one, { nth, state, at, now, library, by: colleague, said });
    const text = said(one.text);
    const who = senderOf(nth, sample.names, memberIds);
    const id = await savePastTicket(trx, ctx, {
      ...{ kind: one.kind, library, text, at, tags: one.tags, element: one.element, acts, ...who },
    });
    if (one.same === 0 || nth >= sample.cases.length) continue;
    const others: number[] = [];
    for (let other = 0; other < one.same; other += 1) {
      const sentAt = new Date(at.getTime() + (other + 1) * HOUR);
      const sender = senderOf(nth + other + 1, sample.names, memberIds);
      others.push(await savePastTicket(trx, ctx, { kind: one.kind, library, text, at: sentAt, tags: [], element: null, acts: [], ...sender }));
    }
    await mergePastTickets(trx, { id, others, at: new Date(at.getTime() + (one.same + 2) * HOUR) });
  }
}

function pick<T>(list: readonly T[], nth: number): T {
  const found = list[nth % list.length];
  if (found === undefined) throw new Error('a list of the sample city is empty');
  return found;
}

/** One in three without a name, the others by their account, by e-mail or by telephone. */
function senderOf(nth: number, names: readonly string[], memberIds: readonly number[]) {
  const nobody = { memberId: null, contact: '', contactName: '' };
  const name = pick(names, nth * 3);
  switch (nth % 6) {
    case 1:
      return { ...nobody, contactKind: 'account' as const, memberId: pick(memberIds, nth), via: nth % 4 === 3 ? ('telegram' as const) : ('account' as const) };
    case 2: {
      const contact = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
      return { ...nobody, contactKind: 'email' as const, contact, contactName: name, via: 'site' as const };
    }
    case 3: {
      const contact = `+62812000${String(10_000 + nth)}`;
      return { ...nobody, contactKind: 'whatsapp' as const, contact, contactName: name, via: nth % 4 === 1 ? ('whatsapp' as const) : ('qr' as const) };
    }
    case 4:
      return { ...nobody, contactKind: 'none' as const, via: 'kiosk' as const };
    case 5:
      return { ...nobody, contactKind: 'email' as const, contact: 'meja@example.org', contactName: name, via: 'desk' as const };
    default:
      return { ...nobody, contactKind: 'none' as const, via: 'site' as const };
  }
}

interface Place {
  nth: number;
  state: State;
  at: Date;
  now: Date;
  library: Library;
  by: { id: number; name: string };
  said: (text: string) => string;
}

/** What became of one, as far as its time has come. Every ninth was answered late. */
function actsOf(one: Case, { nth, state, at, now, library, by, said }: Place): PastAct[] {
  /** In the morning, so many days after it was sent; Sundays are none. */
  const morning = (days: number): Date => {
    const date = addDays(localDate(at, library.timeZone), days);
    const open = isoWeekday(date) === 7 ? addDays(date, 1) : date;
    return instantAt(open, 9 * 60 + ((nth * 13) % 150), library.timeZone);
  };
  const wait = one.kind === 'suggestion' ? 3 : 1;
  const answerAt = morning(state === 'closed' && nth % 9 === 4 ? wait + 8 : wait);
  const later = (hours: number): Date => new Date(answerAt.getTime() + hours * HOUR);
  const done = answer(one, { by, at: answerAt, said });
  const note: PastAct[] = one.note === '' ? [] : [{ does: 'note', by, at: later(-1), text: one.note }];
  const more: PastAct[] =
    one.again === ''
      ? []
      : [
          { does: 'write', at: later(5), text: said(one.again), reopens: one.rate === 'no' },
          { does: 'answer', by, at: later(26), text: said(one.answer2), to: 'resolved', change: '' },
        ];
  const told: PastAct[] = nth % 3 === 0 ? [] : [{ does: 'rate', at: later(50), rating: nth % 7 === 2 ? 'yes_fast' : one.rate }];
  const acts: Record<State, PastAct[]> = {
    new: [],
    open: [{ does: 'take', by, at: new Date(at.getTime() + HOUR) }],
    waiting: [...note, { does: 'answer', by, at: answerAt, text: ASKS, to: 'waiting_patron', change: '' }],
    solved: [...note, done],
    closed: [...note, done, ...more, ...told, { does: 'close', at: later(24 * 9) }],
  };
  return acts[state].filter((act) => act.at <= now);
}

const ASKS = 'Terima kasih sudah menulis. Boleh sebutkan hari dan jamnya, supaya kami bisa memeriksa?';

function answer(one: Case, { by, at, said }: Pick<Place, 'by' | 'said'> & { at: Date }): PastAct {
  const text = said(one.answer);
  if (one.handed !== '') return { does: 'hand_over', by, at, text, to: one.handed, number: one.handedNumber };
  const asks = one.again !== '' && one.rate !== 'no';
  return { does: 'answer', by, at, text, to: asks ? 'waiting_patron' : 'resolved', change: one.change };
}
