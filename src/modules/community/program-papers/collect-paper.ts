import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import type { Storage } from '#platform/storage';
import { getLibrary, getSettings } from '#modules/ground/libraries';
import { listSessions, listSpeakers } from '#modules/community/programs';
import type { Program, ProgramSession, ProgramSpeaker } from '#modules/community/programs/client';
import { formatDate } from '#shared/dates';
import { formatNumber, formatRupiah } from '#shared/money';
import type { BudgetLine, ProgramPaper, Signatory } from './client.ts';
import { byDay, daysInWords, hoursInWords, timeOf } from './rules/schedule.ts';
import { getPaper } from './view-paper.ts';
import { FORMAT_WORDS, ROLE_WORDS } from './paper-words.ts';

export interface PaperServices {
  config: Pick<Config, 'root'>;
  /** Of the photographs in the report. */
  storage: Pick<Storage, 'open'>;
  /** Where the network is reached (`https://perpustakaan.example`): it goes into the codes. */
  origin: string;
}
export interface PaperFile {
  fileName: string;
  body: Uint8Array<ArrayBuffer>;
}

/** One who signs, with what stands above their office: place and date, or that they take note of it. */
interface Hand extends Signatory {
  above: string;
}

/** Everything that papers of a programme have in common. */
export interface Collected {
  program: Program;
  paper: ProgramPaper;
  sessions: ProgramSession[];
  speakers: ProgramSpeaker[];
  /** Where the dates of the papers are reckoned. */
  zone: string;
  head: { parent: string; office: string; address: string };
  /** Before the date of a signature. */
  place: string;
  signers: [Signatory, ...Signatory[]];
}

const DOTTED_DATE = '……………………………';

/** Collects it for whoever runs the programme. Needs `programs.manage` at its library. Refuses `programs.not_found`. */
export async function collectPaper(ctx: Ctx, programId: number): Promise<Collected> {
  const { program, paper } = await getPaper(ctx, programId);
  const [sessions, speakers] = [await listSessions(ctx, programId), await listSpeakers(ctx, programId)];
  return collect(ctx.db, { program, paper, sessions, speakers });
}

/** The same for a caller who has read it, and may. */
export async function collect(
  db: Ctx['db'],
  all: Pick<Collected, 'program' | 'paper' | 'sessions' | 'speakers'>,
): Promise<Collected> {
  const { program, paper } = all;
  const [{ letterhead }, library] = [await getSettings(db), await getLibrary({ db }, program.library.id)];
  const [first, ...others] = paper.signatories;
  const usual = {
    office: letterhead.signOffice || `Kepala ${library.name}`,
    name: letterhead.signName,
    details: letterhead.signDetails,
  };
  return {
    ...all,
    zone: library.timeZone,
    head: {
      parent: letterhead.parent,
      office: letterhead.office || library.name,
      address: letterhead.address || [library.address, library.city].filter(Boolean).join(', '),
    },
    place: letterhead.place || library.city || library.name,
    signers: [first ?? usual, ...others],
  };
}

/** Who signs a paper, as they stand on it: one alone at the right; of several the first takes note, the second signs with place and date. */
export function handsOf({ signers, place }: Collected, date: string | null = null): Hand[] {
  const placeDate = `${place}, ${date === null ? DOTTED_DATE : formatDate(date, 'id')}`;
  const [first, second, ...others] = signers;
  if (!second) return [{ ...first, above: placeDate }];
  const rest = others.map((signer) => ({ ...signer, above: '' }));
  return [{ ...first, above: 'Mengetahui,' }, { ...second, above: placeDate }, ...rest];
}

/** Place, days and hours, as a letter names them. */
export const whenAndWhere = ({ program, sessions, zone }: Collected) => ({
  days: daysInWords(sessions, zone),
  hours: hoursInWords(sessions, zone),
  place: program.place || program.library.name,
});

export const speakersOf = ({ speakers }: Collected) =>
  speakers.map(({ name, title, role }) => ({ name, title, role: ROLE_WORDS[role] }));

/** Lesson hours as papers say them: `6,5`; '' = none. */
export const lessonHours = (jp: number): string => (jp > 0 ? formatNumber(jp, 'id') : '');

/** The sessions by their days. */
export const scheduleOf = ({ sessions, zone }: Collected) =>
  byDay(sessions, zone).map(({ day, sessions: ofDay }) => ({
    day,
    sessions: ofDay.map((session) => ({
      time: timeOf(session, zone),
      title: session.title,
      format: FORMAT_WORDS[session.format],
      speakers: session.speakers.map(({ name }) => name).join(', '),
      room: session.room,
      jp: formatNumber(session.jp, 'id'),
    })),
  }));

/** Budget lines with their sums, in words and figures; null without any. */
export function budgetOf(lines: readonly BudgetLine[]) {
  if (lines.length === 0) return null;
  const total = (values: readonly number[]): string => formatRupiah(values.reduce((sum, value) => sum + value, 0));
  const known = lines.flatMap(({ actual }) => (actual === null ? [] : [actual]));
  return {
    lines: lines.map(({ accountCode, label, planned, actual }) => ({
      accountCode,
      label,
      planned: formatRupiah(planned),
      actual: actual === null ? '' : formatRupiah(actual),
    })),
    planned: total(lines.map(({ planned }) => planned)),
    actual: known.length === 0 ? '' : total(known),
    unknown: lines.length - known.length,
  };
}
