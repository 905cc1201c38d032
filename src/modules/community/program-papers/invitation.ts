import type { Ctx } from '#platform/context';
import { HIDDEN } from '#platform/rights/authorize';
import { enrolmentsOf } from '#modules/community/programs';
import { formatDate } from '#shared/dates';
import type { SpeakerPage } from '#modules/community/programs';
import { handsOf, lessonHours, scheduleOf, whenAndWhere, type Collected } from './collect-paper.ts';
import { ROLE_WORDS } from './paper-words.ts';
import { dayOf, timeOf, type Timed } from './rules/schedule.ts';
import { fundingInWords } from './tor.ts';
import { linesOf, proseOf } from './rules/prose.ts';

/** Who is invited: the list that was written, or whoever has a sure seat. */
async function guestList(ctx: Ctx, { program, paper }: Collected): Promise<{ name: string; from: string }[]> {
  const written = linesOf(paper.words.invitees);
  if (written.length > 0) return written.map((name) => ({ name, from: '' }));
  return (await enrolmentsOf(ctx, program.id, ['confirmed'])).map((row) => ({
    name: row.name === HIDDEN ? '' : row.name,
    from: row.institution || (row.libraryName ?? ''),
  }));
}

/** Data of `templates/invitation.typ`: the letter, and what is enclosed with it. */
export async function invitationData(ctx: Ctx, all: Collected, origin: string): Promise<object> {
  const { program, paper } = all;
  const { words } = paper;
  const guests = await guestList(ctx, all);
  const [only] = guests;
  const direct = guests.length === 1 && only ? only.name : null;
  const { days, hours, place: where } = whenAndWhere(all);
  const facts: Fact[] = [
    ['Hari, tanggal', days],
    ['Waktu', hours || 'menurut jadwal terlampir'],
    ['Tempat', where],
    ['Membawa', words.bring],
    ['Pendaftaran', program.state === 'published' ? `${origin}/kegiatan/${program.slug}` : ''],
  ];
  return {
    ...letter(all, facts),
    number: words.letterNumber,
    subject: words.letterSubject || `Undangan ${program.title}`,
    addressee: direct,
    opening: proseOf(
      words.letterOpening || `Kami mengadakan ${program.title}. Kami mengundang Saudara untuk hadir pada:`,
    ),
    closing: proseOf(words.letterClosing),
    copiesTo: linesOf(words.copiesTo),
    guests: direct === null ? guests : [],
  };
}

type Fact = [string, string];

/** What both letters have: head, place and date, the facts, who signs, the schedule that is enclosed. */
function letter(all: Collected, facts: readonly Fact[]) {
  const { program, paper, place } = all;
  const { letterDate } = paper;
  const [signer] = handsOf(all);
  return {
    title: program.title,
    head: all.head,
    placeDate: `${place}, ${letterDate === null ? '……………………………' : formatDate(letterDate, 'id')}`,
    letterDate: letterDate === null ? '' : formatDate(letterDate, 'id'),
    place,
    facts: facts.filter(([, value]) => value !== ''),
    funding: fundingInWords(all),
    hands: [{ ...signer, above: '' }],
    schedule: scheduleOf(all),
    jp: lessonHours(program.jp),
  };
}

/** The letter to one speaker, facilitator or moderator: what they are asked to do. Words written for participants are not in it. */
export function speakerLetterData(all: Collected, { speaker, own, jp, contact }: SpeakerPage): object {
  const { program, paper, zone } = all;
  const { days, hours, place } = whenAndWhere({ ...all, sessions: own.length > 0 ? own : all.sessions });
  const role = ROLE_WORDS[speaker.role];
  const oneDay = new Set(own.map(({ startsAt }) => dayOf(startsAt, zone))).size === 1;
  const whenOf = (one: Timed): string => (oneDay ? '' : `${dayOf(one.startsAt, zone)}, `) + timeOf(one, zone);
  return {
    ...letter(all, [
      ['Sebagai', role],
      ['Hari, tanggal', days],
      ['Waktu', hours || 'menurut jadwal terlampir'],
      ['Tempat', place],
      ...own.map((one, at): Fact => [at === 0 ? 'Sesi Saudara' : '', `${one.title} (${whenOf(one)})`]),
      ['Jam pelajaran', jp > 0 ? `${lessonHours(jp)} JP` : ''],
      ['Narahubung', contact],
    ]),
    number: paper.words.letterNumber,
    subject: `Undangan sebagai ${role.toLowerCase()}`,
    funding: '',
    addressee: [speaker.name, speaker.title].filter(Boolean).join(', '),
    opening: proseOf(`Kami mengadakan ${program.title}. Kami mengundang Saudara sebagai ${role.toLowerCase()} pada:`),
    closing: [],
    copiesTo: [],
    guests: [],
  };
}
