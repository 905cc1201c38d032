/** What people of the sample city ask, complain about, suggest and praise in a year, in every state: `tickets.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { RATINGS, TICKET_KINDS, TICKET_VIAS, type TicketVia } from '../../src/modules/city/service/client.ts';
import {
  mergePastTickets,
  saveCannedIn,
  savePastTicket,
  type PastAct,
  type PastTicket,
} from '../../src/modules/city/service/testing.ts';
import { listPrograms } from '../../src/modules/community/programs/index.ts';
import { IKM_ELEMENTS } from '../../src/modules/community/questionnaires/client.ts';
import { listAccounts } from '../../src/modules/ground/identity/index.ts';
import { listLibraries, type Library } from '../../src/modules/ground/libraries/index.ts';
import { findOpenLoanOfCopy } from '../../src/modules/lending/circulation/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt, isoWeekday, localDate } from '../../src/shared/dates.ts';
import type { PlannedLoan } from './plan-loans.ts';

const kind = z.enum(TICKET_KINDS);
const STATES = ['new', 'open', 'waiting', 'solved', 'closed'] as const;
type State = (typeof STATES)[number];

const told = z.object({
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
});
const schema = z.object({
  note: z.string(),
  days: z.array(z.string()),
  books: z.array(z.string()),
  names: z.array(z.string()),
  libraries: z.array(z.string()),
  canned: z.array(z.object({ title: z.string(), kind: kind.nullable(), text: z.string(), textEn: z.string().default('') })),
  /** `same`: so many others say the same in those days. */
  cases: z.array(told.extend({ same: z.int().default(0) })),
  /** Sent once, by a way and about something of their own. */
  single: z.array(
    told.extend({
      via: z.enum(TICKET_VIAS),
      library: z.string(),
      daysAgo: z.number(),
      state: z.enum(STATES),
      about: z
        .discriminatedUnion('kind', [
          z.object({ kind: z.enum(['bib', 'program']), title: z.string() }),
          z.object({ kind: z.literal('page'), ref: z.string() }),
          z.object({ kind: z.literal('loan') }),
        ])
        .optional(),
      /** The second matter of its text. */
      split: z.object({ kind, answer: z.string() }).optional(),
      /** Who of staff the praise reached. */
      praised: z.string().optional(),
    }),
  ),
});
type Sample = z.output<typeof schema>;
type Told = z.output<typeof told>;
type Single = Sample['single'][number];

/** Of the cases; those that say the same and those that were sent once come beside them. */
const TICKETS = 115;
/** Of a loan people write when it has run for so many days. */
const LENT_FOR = 7;
const DAY = 86_400_000;
const HOUR = 3_600_000;
/** How many are of the last days: nobody has them yet, the person is waited for, they are solved. */
const FRESH = 10;
const WAITING = 8;
const SOLVED = 9;

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
  /** Records by their titles. */
  bibs: ReadonlyMap<string, number>;
  loans: readonly (PlannedLoan & { memberId: number })[];
}

/** One that is to be written, with who sends it. */
interface Planned {
  nth: number;
  one: Told & Pick<Partial<Single>, 'split' | 'praised'>;
  library: string;
  state: State;
  at: Date;
  about: PastTicket['about'];
  who: ReturnType<typeof senderOf>;
  same: number;
}

/** After the staff, the members, the records, their loans and the programmes. */
export async function loadTickets(trx: Tx, ctx: Ctx, from: TicketSample): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('tickets.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  for (const one of sample.canned) await saveCannedIn(trx, ctx, null, one);
  const libraries = new Map((await listLibraries(here)).map((one) => [one.code, one]));
  const accounts = await listAccounts(here, { limit: 50 });
  const staff = accounts.filter(({ username }) => ['sirkulasi', 'humas', 'kepala'].includes(username));
  const now = ctx.clock.now();
  const planned = [...planCases(sample, from, now), ...(await planSingle(here, sample, from))];
  for (const { nth, one, library: code, state, at, about, who, same } of planned.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  )) {
    const library = libraries.get(code);
    // praise is passed on by somebody else than whom it is for
    const { id: by, fullName: name } = pick(
      staff.filter(({ username }) => username !== one.praised),
      nth,
    );
    if (!library) throw new Error('the sample city has tickets for a library that it does not have');
    const said = (text: string): string =>
      text
        .replaceAll('{hari}', pick(sample.days, nth + Math.floor(nth / sample.cases.length)))
        .replaceAll('{buku}', pick(sample.books, nth))
        .replaceAll('{tempat}', library.name);
    const praised = accounts.find(({ username }) => username === one.praised)?.fullName ?? null;
    const acts = actsOf(one, { nth, state, at, now, library, by: { id: by, name }, said, praised });
    const text = said(one.text);
    const { kind, tags, element } = one;
    const id = await savePastTicket(trx, ctx, { kind, library, text, at, tags, element, about, acts, ...who });
    const others: number[] = [];
    for (let other = 0; other < same; other += 1) {
      const sentAt = new Date(at.getTime() + (other + 1) * HOUR);
      const sender = senderOf(nth + other + 1, sample.names, from.memberIds);
      const more = { tags: [], element: null, about: null, acts: [] };
      others.push(await savePastTicket(trx, ctx, { kind, library, text, at: sentAt, ...more, ...sender }));
    }
    if (same > 0) await mergePastTickets(trx, { id, others, at: new Date(at.getTime() + (same + 2) * HOUR) });
  }
}

function planCases(sample: Sample, { memberIds }: TicketSample, now: Date): Planned[] {
  return Array.from({ length: TICKETS }, (_, nth) => {
    const { state, ago } = placeOf(nth);
    const one = pick(sample.cases, nth);
    return {
      ...{ nth, one, state, at: new Date(now.getTime() - ago), about: null },
      library: pick(sample.libraries, nth),
      who: senderOf(nth, sample.names, memberIds),
      same: nth < sample.cases.length ? one.same : 0,
    };
  });
}

async function planSingle(here: Ctx, sample: Sample, { memberIds, bibs, loans }: TicketSample): Promise<Planned[]> {
  const { data } = await listPrograms(here, { limit: 100 });
  const programs = new Map(data.map(({ title, id }) => [title, id]));
  const now = here.clock.now().getTime();
  const since = new Date(now - LENT_FOR * DAY).toISOString();
  const running = loans.filter(({ returnedAt, checkedOutAt }) => returnedAt === null && checkedOutAt < since);
  const planned: Planned[] = [];
  for (const [i, one] of sample.single.entries()) {
    const { library, state, daysAgo, via, about } = one;
    const nth = TICKETS + i;
    const lent = about?.kind === 'loan' ? running.shift() : undefined;
    planned.push({
      ...{ nth, one, library, state, at: new Date(now - daysAgo * DAY), same: 0 },
      about: about ? { kind: about.kind, ref: await refOf(here, about, { bibs, programs, lent }) } : null,
      who: senderBy(via, nth, sample.names, lent ? [lent.memberId] : memberIds),
    });
  }
  return planned;
}

async function refOf(
  here: Ctx,
  about: NonNullable<Single['about']>,
  { bibs, programs, lent }: Record<'bibs' | 'programs', ReadonlyMap<string, number>> & { lent: PlannedLoan | undefined },
): Promise<string> {
  if (about.kind === 'page') return about.ref;
  const id =
    about.kind === 'loan'
      ? lent && (await findOpenLoanOfCopy(here, lent.itemBarcode))?.id
      : (about.kind === 'bib' ? bibs : programs).get(about.title);
  if (id === undefined) throw new Error(`the sample city does not have what a ticket is about: ${JSON.stringify(about)}`);
  return String(id);
}

function pick<T>(list: readonly T[], nth: number): T {
  const found = list[nth % list.length];
  if (found === undefined) throw new Error('a list of the sample city is empty');
  return found;
}

/** One in three without a name, the others by their account, by e-mail, by telephone or in a chat. */
const WAYS: readonly TicketVia[] = [
  ...(['site', 'account', 'site', 'qr', 'kiosk', 'desk'] as const),
  ...(['site', 'telegram', 'site', 'whatsapp', 'kiosk', 'desk'] as const),
];

const senderOf = (nth: number, names: readonly string[], memberIds: readonly number[]) =>
  senderBy(pick(WAYS, nth), nth, names, memberIds);

/** Who sends something by a way: of the forms on the site every second one leaves no name. */
function senderBy(via: TicketVia, nth: number, names: readonly string[], memberIds: readonly number[]) {
  const nobody = { via, memberId: null, contact: '', contactName: '' };
  const name = pick(names, nth * 3);
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
  if (via === 'account' || via === 'telegram') {
    return { ...nobody, contactKind: 'account' as const, memberId: pick(memberIds, nth) };
  }
  if (via === 'kiosk' || (via === 'site' && nth % 6 === 0)) return { ...nobody, contactKind: 'none' as const };
  if (via === 'qr' || via === 'whatsapp') {
    return { ...nobody, contactKind: 'whatsapp' as const, contact: `+62812000${String(10_000 + nth)}`, contactName: name };
  }
  const contact = via === 'desk' ? 'meja@example.org' : email;
  return { ...nobody, contactKind: 'email' as const, contact, contactName: name };
}

interface Place {
  nth: number;
  state: State;
  at: Date;
  now: Date;
  library: Library;
  by: { id: number; name: string };
  said: (text: string) => string;
  /** Whom of staff the praise is for; null: nobody alone. */
  praised: string | null;
}

/** What became of one, as far as its time has come. Every ninth was answered late. */
function actsOf(one: Planned['one'], { nth, state, at, now, library, by, said, praised }: Place): PastAct[] {
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
  const passed: PastAct[] = praised === null ? [] : [{ does: 'pass_on', by, at: later(-0.5), to: praised }];
  const parted: PastAct[] = one.split ? [splitOf(one.split, { by, at: later(-0.5), answerAt: later(3) })] : [];
  const more: PastAct[] =
    one.again === ''
      ? []
      : [
          { does: 'write', at: later(5), text: said(one.again), reopens: one.rate === 'no' },
          { does: 'answer', by, at: later(26), text: said(one.answer2), to: 'resolved', change: '' },
        ];
  const rated: PastAct[] = nth % 3 === 0 ? [] : [{ does: 'rate', at: later(50), rating: nth % 7 === 2 ? 'yes_fast' : one.rate }];
  const acts: Record<State, PastAct[]> = {
    new: [],
    open: [{ does: 'take', by, at: new Date(at.getTime() + HOUR) }],
    waiting: [...note, { does: 'answer', by, at: answerAt, text: ASKS, to: 'waiting_patron', change: '' }],
    solved: [...note, ...passed, ...parted, done],
    closed: [...note, ...passed, ...parted, done, ...more, ...rated, { does: 'close', at: later(24 * 9) }],
  };
  return acts[state].filter((act) => act.at <= now);
}

function splitOf(
  { kind, answer: text }: NonNullable<Single['split']>,
  { by, at, answerAt }: Pick<Place, 'by' | 'at'> & { answerAt: Date },
): PastAct {
  const done: PastAct = { does: 'answer', by, at: answerAt, text, to: 'resolved', change: '' };
  const closed: PastAct = { does: 'close', at: new Date(answerAt.getTime() + 9 * DAY) };
  return { does: 'split', by, at, kind, acts: [done, closed] };
}

const ASKS = 'Terima kasih sudah menulis. Boleh sebutkan hari dan jamnya, supaya kami bisa memeriksa?';

function answer(one: Told, { by, at, said }: Pick<Place, 'by' | 'said'> & { at: Date }): PastAct {
  const text = said(one.answer);
  if (one.handed !== '') return { does: 'hand_over', by, at, text, to: one.handed, number: one.handedNumber };
  const asks = one.again !== '' && one.rate !== 'no';
  return { does: 'answer', by, at, text, to: asks ? 'waiting_patron' : 'resolved', change: one.change };
}
