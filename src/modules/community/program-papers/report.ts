import type { Ctx } from '#platform/context';
import { HIDDEN } from '#platform/rights/authorize';
import { attendanceShares, enrolmentsOf } from '#modules/community/programs';
import { ageOn, localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import {
  budgetOf,
  handsOf,
  lessonHours,
  scheduleOf,
  speakersOf,
  whenAndWhere,
  type Collected,
  type PaperServices,
} from './collect-paper.ts';
import { selectCameBySession, selectWhoCame } from './data/figures.queries.ts';
import { evaluationData } from './report-evaluation.ts';
import { outcomeData } from './report-outcome.ts';
import { countAges, countSexes, reportFigures } from './rules/figures.ts';
import { proseOf } from './rules/prose.ts';
import { dayOf } from './rules/schedule.ts';
import { photosData } from './view-photos.ts';
import { fundingInWords, participantsInWords, reasonsOf } from './tor.ts';

const percent = (share: number): string => `${formatNumber(Math.round(share * 1000) / 10, 'id')}%`;

/** How much of it somebody was at: `6 dari 8 JP`, or in percent where no session has lesson hours. */
function attendedInWords(share: number, jp: number): string {
  if (share === 0) return 'tidak hadir';
  return jp > 0 ? `${formatNumber(share * jp, 'id')} dari ${formatNumber(jp, 'id')} JP` : percent(share);
}

/** Data of `templates/report.typ`: the report, with its figures as they are in the books now. */
export async function reportData(ctx: Ctx, all: Collected, storage: PaperServices['storage']): Promise<object> {
  const { program, paper, sessions, zone } = all;
  const [rows, shares] = [await enrolmentsOf(ctx, program.id), await attendanceShares(ctx, program.id)];
  const counted = rows.map(({ id, people, status, walkIn, institution, libraryName }) => ({
    people,
    status,
    walkIn,
    origin: institution || (libraryName ?? ''),
    share: shares.get(id) ?? 0,
  }));
  const figures = reportFigures(counted);
  const cameBySession = await selectCameBySession(ctx.db, program.id);
  return {
    title: program.title,
    edition: [program.series, program.edition === null ? '' : `angkatan ${program.edition}`].filter(Boolean).join(', '),
    head: all.head,
    place: all.place,
    year: localDate(program.startsAt ?? ctx.clock.now(), zone).slice(0, 4),
    ...reasonsOf(all),
    when: whenAndWhere(all),
    speakers: speakersOf(all),
    participants: participantsInWords(all),
    partners: program.partners,
    jp: lessonHours(program.jp),
    funding: fundingInWords(all),
    budget: budgetOf(paper.budget),
    figures: { ...figures, averageShare: figures.averageShare === null ? '' : percent(figures.averageShare) },
    sessions: sessions.map(({ id, title, startsAt, jp, speakers }) => ({
      title,
      day: dayOf(startsAt, zone),
      jp: formatNumber(jp, 'id'),
      speakers: speakers.map(({ name }) => name).join(', '),
      came: cameBySession.get(id) ?? 0,
    })),
    ...(await whoCame(ctx, all)),
    evaluation: await evaluationData(ctx, program),
    outcome: await outcomeData(ctx.db, program.id),
    conclusion: proseOf(paper.words.conclusion),
    suggestions: proseOf(paper.words.suggestions),
    hands: handsOf(all),
    schedule: scheduleOf(all),
    photos: await photosData(ctx.db, storage, program.id),
    attendance: rows.flatMap(({ id, name, people, status }, at) =>
      status === 'confirmed'
        ? [
            {
              name: name === HIDDEN ? '' : name,
              people,
              origin: counted[at]?.origin ?? '',
              attended: attendedInWords(shares.get(id) ?? 0, program.jp),
            },
          ]
        : [],
    ),
  };
}

/** Sexes and ages of the members who came, on the day of the first session. */
async function whoCame(ctx: Ctx, { program, zone }: Collected) {
  const rows = await selectWhoCame(ctx.db, program.id);
  const day = localDate(program.startsAt ?? ctx.clock.now(), zone);
  return {
    /** Nothing was ever written down: that is another thing than of too few. */
    unknown: rows.every(({ sex, birthDate }) => sex === null && birthDate === null),
    sexes: countSexes(rows.flatMap(({ sex }) => (sex === null ? [] : [sex]))),
    ages: countAges(rows.flatMap(({ birthDate }) => (birthDate === null ? [] : [ageOn(birthDate, day)]))),
  };
}
