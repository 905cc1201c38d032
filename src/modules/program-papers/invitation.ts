import type { Ctx } from '#platform/context';
import { HIDDEN } from '#platform/authorize';
import { enrolmentsOf } from '#modules/programs';
import { formatDate } from '#shared/dates';
import { handsOf, scheduleOf, whenAndWhere, type Collected } from './collect-paper.ts';
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
  const { program, paper, place } = all;
  const { words, letterDate } = paper;
  const guests = await guestList(ctx, all);
  const [only] = guests;
  const direct = guests.length === 1 && only ? only.name : null;
  const { days, hours, place: where } = whenAndWhere(all);
  const facts = [
    ['Hari, tanggal', days],
    ['Waktu', hours || 'menurut jadwal terlampir'],
    ['Tempat', where],
    ['Membawa', words.bring],
    ['Pendaftaran', program.state === 'published' ? `${origin}/kegiatan/${program.slug}` : ''],
  ];
  const [signer] = handsOf(all);
  return {
    title: program.title,
    head: all.head,
    placeDate: `${place}, ${letterDate === null ? '……………………………' : formatDate(letterDate, 'id')}`,
    letterDate: letterDate === null ? '' : formatDate(letterDate, 'id'),
    number: words.letterNumber,
    subject: words.letterSubject || `Undangan ${program.title}`,
    addressee: direct,
    place,
    opening: proseOf(
      words.letterOpening || `Kami mengadakan ${program.title}. Kami mengundang Saudara untuk hadir pada:`,
    ),
    facts: facts.filter(([, value]) => value !== ''),
    funding: fundingInWords(all),
    closing: proseOf(words.letterClosing),
    hands: [{ ...signer, above: '' }],
    copiesTo: linesOf(words.copiesTo),
    guests: direct === null ? guests : [],
    schedule: scheduleOf(all),
    jp: program.jp,
  };
}
