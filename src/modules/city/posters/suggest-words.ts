import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import type { Audience, Program, ProgramKind } from '#modules/community/programs/client';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { authorize } from '#platform/rights/authorize';
import type { PosterWords } from './client.ts';
import { posterErrors } from './errors.ts';
import { programWhen } from './program-when.ts';
import { POSTER_LANGUAGE } from './rules/terms.ts';
import { publicProgram } from './subject-of.ts';

const KINDS: Record<ProgramKind, typeof m.programs_kind_talk> = {
  workshop: m.programs_kind_workshop,
  seminar: m.programs_kind_seminar,
  talk: m.programs_kind_talk,
  training: m.programs_kind_training,
  club: m.programs_kind_club,
  event: m.programs_kind_event,
};
const AUDIENCES: Record<Audience, typeof m.programs_audience_all> = {
  all: m.programs_audience_all,
  children: m.programs_audience_children,
  teens: m.programs_audience_teens,
  adults: m.programs_audience_adults,
  librarians: m.programs_audience_librarians,
  teachers: m.programs_audience_teachers,
};

/** The words with which a poster of a programme begins, in the language of posters. Needs `posters.make` at its library. Throws `posters.subject_gone`. */
export async function suggestWords(
  ctx: Pick<Ctx, 'actor'> & { db: Db | Tx },
  programId: number,
): Promise<{ program: Program; words: PosterWords }> {
  const program = await publicProgram(ctx, programId);
  if (!program) throw posterErrors.subjectGone();
  authorize(ctx, 'posters.make', program.library.id);
  const told = { locale: POSTER_LANGUAGE } as const;
  const fee = program.fee === 0 ? m.programs_free({}, told) : formatRupiah(program.fee);
  return {
    program,
    words: {
      over: [KINDS[program.kind]({}, told), AUDIENCES[program.audience]({}, told), fee].join(' · '),
      title: program.title,
      when: programWhen(program, POSTER_LANGUAGE),
      first: program.place || program.library.name,
      second: '',
      call: m.posters_call_program({}, told),
    },
  };
}
