/** Workshops and community programmes of the sample city, past and coming, with who enrolled and who came: `programs.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { queueLength } from '../../src/modules/lending/circulation/index.ts';
import { asideChoices } from '../../src/modules/community/programs/index.ts';
import { saveProgram, setCopiesAsideIn } from '../../src/modules/community/programs/testing.ts';
import {
  AUDIENCES,
  PROGRAM_KINDS,
  PROGRAM_STATES,
  QUESTION_KINDS,
  SESSION_FORMATS,
  SPEAKER_ANSWERS, SPEAKER_ROLES,
  TPBIS_STRATEGIES,
} from '../../src/modules/community/programs/client.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import { addDays, instantAt, isoWeekday } from '../../src/shared/dates.ts';

/** Titles of the catalogue in which this stands, so many of them. */
const reading = z.object({ words: z.string(), count: z.int() }).nullable().default(null);
const session = z.object({
  title: z.string(),
  format: z.enum(SESSION_FORMATS),
  /** Days after the programme's first day. */
  day: z.int(),
  starts: z.string(),
  ends: z.string(),
  room: z.string().default(''),
  jp: z.number().default(0),
  materials: z.string().default(''),
  /** Places in `speakers`. */
  speakers: z.array(z.int()).default([]),
  /** So many weeks, one after the other. */
  weeks: z.int().nullable().default(null),
  /** Of the session alone; of a recurrence, of its first session. */
  reading,
});
const schema = z.object({
  note: z.string(),
  /** Who takes part without a card; each programme takes them in this order, beginning somewhere. */
  people: z.array(z.string()),
  programs: z.array(
    z.object({
      library: z.string(),
      kind: z.enum(PROGRAM_KINDS),
      series: z.string().default(''),
      edition: z.int().nullable().default(null),
      title: z.string(),
      summary: z.string(),
      description: z.string(),
      goals: z.string().default(''),
      outcomes: z.string().default(''),
      audience: z.enum(AUDIENCES),
      place: z.string(),
      capacity: z.int().nullable(),
      institutionQuota: z.int().nullable().default(null),
      needsApproval: z.boolean().default(false),
      funding: z.string().default(''),
      partners: z.array(z.string()).default([]),
      tpbisStrategy: z.enum(TPBIS_STRATEGIES).nullable().default(null),
      theme: z.string(),
      form: z
        .array(
          z.object({
            id: z.string(),
            label: z.string(),
            kind: z.enum(QUESTION_KINDS),
            options: z.array(z.string()).default([]),
            required: z.boolean().default(false),
            when: z.object({ id: z.string(), equals: z.string() }).nullable().default(null),
          }),
        )
        .default([]),
      state: z.enum(PROGRAM_STATES),
      cancelReason: z.string().default(''),
      /** The first day: so many days from today, then on to this ISO weekday; null: just that day. */
      inDays: z.int(),
      weekday: z.int().min(1).max(7).nullable(),
      /** May be entered while it runs. */
      openWhileRunning: z.boolean().default(false),
      speakers: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          role: z.enum(SPEAKER_ROLES).default('speaker'),
          email: z.string().default(''),
          /** That the invitation was sent, and what they answered, so many days before today. */
          asked: z
            .object({
              daysAgo: z.int(),
              answer: z.object({ said: z.enum(SPEAKER_ANSWERS), daysAgo: z.int(), note: z.string() }).nullable(),
            })
            .nullable()
            .default(null),
        }),
      ),
      sessions: z.array(session).min(1),
      reading,
      /** Of so many titles of its lists a copy is set aside already. */
      aside: z.int().default(0),
      /** Member numbers, then guests: from which place in `people`, how many, and how many of all wait, asked or took it back. */
      members: z.array(z.string()).default([]),
      guests: z.object({ from: z.int(), count: z.int() }).default({ from: 0, count: 0 }),
      /** The first so many guests left only a telephone number, and somebody is to tell them that they have a seat. */
      phones: z.int().default(0),
      waiting: z.int().default(0),
      requested: z.int().default(0),
      /** Codes of the libraries that participants come from, in turn. */
      from: z.array(z.string()).default([]),
      /** Of ten participants so many were at each session that is over. */
      cameOfTen: z.int().min(0).max(10).default(8),
    }),
  ),
});
type Entry = z.output<typeof schema>['programs'][number];

interface City {
  libraryIdOf: (code: string) => number;
  memberIdOf: (number: string) => number;
  today: string;
  zone: string;
  bibs: readonly { title: string; bibId: number }[];
}

/** Writes them all. Programmes are found by their address afterwards: `workshop-inovasi-perpustakaan-1`. */
export async function loadPrograms(trx: Tx, ctx: Ctx, city: City): Promise<void> {
  const { people, programs } = schema.parse(JSON.parse(readFileSync(new URL('./programs.json', import.meta.url), 'utf8')));
  for (const entry of programs) {
    const { id } = await saveProgram(trx, ctx, planned(entry, people, city, ctx.clock.now()));
    if (entry.aside > 0) await setSomeAside(trx, ctx, id, entry.aside);
  }
}

/** One copy each; not where readers wait. */
async function setSomeAside(trx: Tx, ctx: Ctx, programId: number, titles: number): Promise<void> {
  const here = { ...ctx, db: trx };
  let done = 0;
  for (const { bibId, sessionId, free } of await asideChoices(here, programId)) {
    if (done === titles) return;
    if (free.length === 0 || (await queueLength(here, bibId)) > 0) continue;
    await setCopiesAsideIn(trx, ctx, programId, { bibId, sessionId, count: 1 });
    done += 1;
  }
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function planned(entry: Entry, people: readonly string[], city: City, now: Date) {
  const { today, zone, libraryIdOf } = city;
  const about = addDays(today, entry.inDays);
  const first = entry.weekday === null ? about : addDays(about, (entry.weekday - isoWeekday(about) + 7) % 7);
  const sessions = entry.sessions.map(({ day, starts, ends, speakers, weeks, reading: _books, ...rest }) => ({
    session: {
      ...rest,
      startsAt: instantAt(addDays(first, day), minuteOf(starts), zone),
      endsAt: instantAt(addDays(first, day), minuteOf(ends), zone),
    },
    speakers,
    recurrence: weeks === null ? null : { every: 'week' as const, interval: 1, count: weeks },
  }));
  const ends = sessions.map(({ session, recurrence }) => weeksLater(session.endsAt, (recurrence?.count ?? 1) - 1));
  const last = ends.reduce((a, b) => (a > b ? a : b));
  // every session of a recurrence counts, in the order in which they are written
  const overAt = sessions.flatMap(({ session, recurrence }) =>
    Array.from({ length: recurrence?.count ?? 1 }, (_, week) => weeksLater(session.endsAt, week)),
  );
  return {
    libraryId: libraryIdOf(entry.library),
    input: { ...entry, enrolmentClosesAt: entry.openWhileRunning ? last : null },
    state: entry.state,
    cancelReason: entry.cancelReason,
    speakers: entry.speakers.map(({ asked, ...speaker }) => ({
      ...speaker,
      past: asked && {
        sentAt: instantAt(addDays(today, -asked.daysAgo), SENT, zone),
        answer: asked.answer && { ...asked.answer, at: instantAt(addDays(today, -asked.answer.daysAgo), ANSWERED, zone) },
      },
    })),
    sessions,
    readings: readingsOf(entry, city.bibs),
    enrolments: enrolmentsOf(entry, people, city, { first, overAt, now }),
  };
}

function readingsOf(entry: Entry, bibs: City['bibs']) {
  const chosen = (of: Entry['reading'], session: number | null) =>
    bibs
      .filter(({ title }) => of !== null && title.toLowerCase().includes(of.words))
      .slice(0, of?.count ?? 0)
      .map(({ bibId }) => ({ bibId, note: '', session }));
  let nth = 0;
  const ofSessions = entry.sessions.flatMap(({ reading: of, weeks }) => {
    const books = chosen(of, nth);
    nth += weeks ?? 1;
    return books;
  });
  return [...chosen(entry.reading, null), ...ofSessions];
}

/** Invitations went out in the morning and were answered in the evening. */
const SENT = 9 * 60 + 10;
const ANSWERED = 19 * 60 + 25;

const weeksLater = (instant: Date, weeks: number): Date => new Date(instant.getTime() + weeks * 7 * 86_400_000);

function enrolmentsOf(
  entry: Entry,
  people: readonly string[],
  { libraryIdOf, memberIdOf, zone, today }: City,
  { first, overAt, now }: { first: string; overAt: readonly Date[]; now: Date },
) {
  const { members, guests, phones, waiting, requested, from, cameOfTen } = entry;
  const names = Array.from({ length: guests.count }, (_, i) => people[(guests.from + i) % people.length] ?? '');
  const who = [
    ...members.map((number) => ({ memberId: memberIdOf(number), name: '' })),
    ...names.map((name) => ({ memberId: null, name })),
  ];
  const sure = who.length - waiting - requested;
  const enrolled = first < today ? addDays(first, -14) : addDays(today, -6);
  return who.map((one, i) => {
    const code = from[i % from.length];
    const status = i < sure ? ('confirmed' as const) : i < sure + requested ? ('requested' as const) : ('waitlisted' as const);
    const nth = i - members.length;
    const byPhone = nth >= 0 && nth < phones;
    const address = `${one.name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`;
    return {
      ...one,
      contact: one.memberId !== null ? '' : byPhone ? `+62812000000${10 + nth}` : address,
      told: byPhone,
      libraryId: code === undefined ? null : libraryIdOf(code),
      institution: '',
      answers: {},
      status,
      placedAt: instantAt(addDays(enrolled, Math.floor(i / 8)), 480 + (i % 8) * 37, zone),
      attended: overAt.flatMap((over, session) =>
        // seven and three are coprime to ten: absences fall on others in every session; some come to the first half alone
        status === 'confirmed' &&
        over <= now &&
        (i * 7 + session * 3) % 10 < cameOfTen &&
        (i % 13 !== 5 || session * 2 < overAt.length)
          ? [{ session, way: i % 5 === 4 ? ('list' as const) : ('badge' as const) }]
          : [],
      ),
    };
  });
}

