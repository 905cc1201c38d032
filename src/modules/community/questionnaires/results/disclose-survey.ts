import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Channel, Placement } from '../client.ts';
import { CHANNELS } from '../client.ts';
import { selectPlacements } from '../data/placements.queries.ts';
import { readVersion } from '../data/questionnaires.queries.ts';
import { selectResponses } from '../data/responses.queries.ts';
import type { Answers, Content, Question, Words } from '../rules/content.ts';
import { figuresOf, NO_FIGURES, type Figures } from '../rules/disclosure.ts';
import { averagedGroups, comparableGroups, hideFew, spreadGroups } from '../rules/few.ts';
import { frequentTerms, type Term } from '../rules/frequent-terms.ts';
import { computeIkm, ikmInterval, ikmSpread, IKM_ELEMENTS, type Ikm } from '../rules/ikm.ts';
import type { Interval } from '../rules/intervals.ts';
import { elementSheets } from '../rules/item-results.ts';
import { LEAST_COMPARED, LEAST_SHOWN } from '../rules/least.ts';
import { disclosedFigures } from './disclose.ts';

type Reading = Pick<Ctx, 'clock'> & { db: Db | Tx };

/** So many are in a part of all; null = few, or others could be told from them. */
export interface Part<Value extends string = string> {
  value: Value;
  count: number | null;
}
/** Who answered, by one question about them. */
export interface ProfilePart {
  id: string;
  label: Words;
  /** By option in its order; who said nothing last, with the value ''. */
  parts: (Part & { label: Words })[];
}
/** The index by one question about who answered. */
export interface ProfileIndex {
  id: string;
  label: Words;
  /** `ikm` null: fewer than ten complete sheets, or others could be told from them. `interval` null: as well, or all said the same. */
  groups: { value: string; label: Words; ikm: Ikm | null; interval: Interval | null }[];
}

/** One survey without names at several places, as far as it may be told. */
export interface SurveyResults {
  placements: Placement[];
  /** No answer comes any more at any of them. */
  isFinal: boolean;
  /** How many answers may be told. */
  n: number;
  /** Places of which fewer than five answers came, or came since they were opened again: they are in no sum, from which they could be told. */
  leftOut: number;
  /** null: answers still come at one of several places. */
  figures: Figures | null;
  /** By item: what its free texts have in common. */
  terms: Record<string, Term[]>;
  /** null: answers still come. */
  channels: Part<Channel>[] | null;
  profile: ProfilePart[];
  indices: ProfileIndex[];
  /** Of the index: Σ of the squares of the sums of complete sheets. null: fewer than ten, they still come, or came after a reopening. */
  squares: number | null;
  /** By place that is in the sums. */
  places: { libraryId: number; n: number; ikm: Ikm | null; interval: Interval | null }[];
}

const NOBODY: Words = { id: '', en: '' };

/**
 * What was answered to one questionnaire without names at several places, together: while answers come how many are known to have and who they
 * are, of the figures that five answers stand after; in the end all. The caller answers for who may know. Places that ask no more are left out.
 */
export async function surveyResults(ctx: Reading, placementIds: readonly number[]): Promise<SurveyResults> {
  const found = await selectPlacements(ctx.db, { ids: placementIds }, ctx.clock.now());
  const placements = found.filter(({ privacy }) => privacy === 'anonymous').toReversed();
  const [first] = placements;
  if (!first) return nothing([]);
  const content = await readVersion(ctx.db, first.versionId);
  // opened again for a few, a place says what it said then: beside others it is in no sum, so that it keeps none of them from being told
  const kept = placements.length > 1 ? placements.filter(({ closedAt, final }) => closedAt !== null && !final) : [];
  const told = placements.filter((placement) => !kept.includes(placement));
  return told.length > 0 && told.every(({ final }) => final)
    ? atTheEnd(ctx, placements, { content, told })
    : onTheWay(ctx, placements, content);
}

const nothing = (placements: Placement[]): SurveyResults => ({
  placements,
  isFinal: false,
  n: 0,
  leftOut: 0,
  figures: NO_FIGURES,
  terms: {},
  channels: null,
  profile: [],
  indices: [],
  squares: null,
  places: [],
});

async function onTheWay(ctx: Reading, placements: Placement[], content: Content): Promise<SurveyResults> {
  const each: { placement: Placement; figures: Figures }[] = [];
  for (const placement of placements) {
    const figures = await disclosedFigures(ctx, placement, content);
    if (figures.n >= LEAST_SHOWN) each.push({ placement, figures });
  }
  const n = each.reduce((sum, { figures }) => sum + figures.n, 0);
  const counted = (questionId: string, value: string): number =>
    each
      .flatMap(({ figures }) => figures.items.find(({ id }) => id === questionId)?.counts ?? [])
      .filter((one) => one.value === value)
      .reduce((sum, { count }) => sum + count, 0);
  return {
    ...nothing(placements),
    n,
    figures: placements.length === 1 ? (each[0]?.figures ?? NO_FIGURES) : null,
    profile: n === 0 ? [] : profileQuestions(content).map((question) => profileOf(question, n, counted)),
    places: each.map(({ placement, figures: { n: own, ikm } }) => ({
      ...{ libraryId: placement.library.id, n: own, ikm, interval: null },
    })),
  };
}

async function atTheEnd(
  ctx: Reading,
  placements: Placement[],
  { content: { questions }, told }: { content: Content; told: Placement[] },
): Promise<SurveyResults> {
  const places: { placement: Placement; rows: { answers: Answers; channel: Channel }[] }[] = [];
  let leftOut = placements.length - told.length;
  for (const placement of told) {
    const rows = await selectResponses(ctx.db, placement.id);
    const isFew = rows.length < LEAST_SHOWN && placements.length > 1;
    if (isFew) leftOut += rows.length === 0 ? 0 : 1;
    else places.push({ placement, rows });
  }
  const rows = places.flatMap((one) => one.rows);
  const answers = rows.map((row) => row.answers);
  const figures = figuresOf(questions, answers);
  const n = rows.length;
  const isTold = n >= LEAST_SHOWN;
  const asked = profileQuestions({ questions });
  const counted = (id: string, value: string): number => answers.filter((one) => one[id] === value).length;
  // what five more answers changed in all may be what one of them changed in a group: after a reopening groups are compared no more
  const isCompared = isTold && !placements.some(({ reopened }) => reopened);
  const { complete, squares } = ikmSpread(elementSheets(questions, IKM_ELEMENTS, answers));
  return {
    ...nothing(placements),
    isFinal: true,
    n,
    leftOut,
    figures,
    terms: Object.fromEntries(
      figures.items.filter(({ texts }) => texts.length > 0).map(({ id, texts }) => [id, frequentTerms(texts)]),
    ),
    channels: isTold
      ? hideFew(CHANNELS.map((value) => ({ value, count: rows.filter(({ channel }) => channel === value).length })))
      : null,
    profile: isTold ? asked.map((question) => profileOf(question, n, counted)) : [],
    indices: isCompared ? asked.map((question) => indexBy(question, questions, answers)) : [],
    squares: isCompared && complete >= LEAST_COMPARED ? squares : null,
    places: indicesOfPlaces(
      places.map((one) => ({ libraryId: one.placement.library.id, answers: one.rows.map((row) => row.answers) })),
      questions,
      { complete, isCompared },
    ),
  };
}

/** By place: the index, where neither it nor those of the other places tell a few complete sheets. */
function indicesOfPlaces(
  places: readonly { libraryId: number; answers: readonly Answers[] }[],
  questions: readonly Question[],
  { complete, isCompared }: { complete: number; isCompared: boolean },
): SurveyResults['places'] {
  const each = places.map((place) => {
    const sheets = elementSheets(questions, IKM_ELEMENTS, place.answers);
    return { ...place, sheets, n: sheets.length };
  });
  const averaged = averagedGroups(each, complete);
  const spread = isCompared ? spreadGroups([...averaged], complete) : new Set();
  return each.map((place) => ({
    libraryId: place.libraryId,
    n: place.answers.length,
    ikm: averaged.has(place) ? figuresOf(questions, place.answers).ikm : null,
    interval: spread.has(place) ? ikmInterval(ikmSpread(place.sheets)) : null,
  }));
}

/** Questions about who answers: one choice of several that counts for nothing. */
const profileQuestions = ({ questions }: Pick<Content, 'questions'>): Question[] =>
  questions.filter(
    ({ kind, element, points, options }) =>
      kind === 'single' && element === '' && points === null && options.every(({ score }) => score === null),
  );

function profileOf(
  { id, label, options }: Question,
  n: number,
  counted: (id: string, value: string) => number,
): ProfilePart {
  const said = options.map((option) => ({
    value: option.value,
    label: option.label,
    count: counted(id, option.value),
  }));
  const silent = n - said.reduce((sum, { count }) => sum + count, 0);
  return { id, label, parts: hideFew([...said, { value: '', label: NOBODY, count: Math.max(0, silent) }]) };
}

function indexBy(
  { id, label, options }: Question,
  questions: readonly Question[],
  answers: readonly Answers[],
): ProfileIndex {
  const groups = options.map((option) => {
    const own = answers.filter((one) => one[id] === option.value);
    const sheets = elementSheets(questions, IKM_ELEMENTS, own);
    return { option, n: sheets.length, ikm: computeIkm(sheets), sheets };
  });
  const complete = elementSheets(questions, IKM_ELEMENTS, answers).length;
  const shown = comparableGroups(groups, complete);
  const spread = spreadGroups([...shown], complete);
  return {
    id,
    label,
    groups: groups.map((group) => ({
      value: group.option.value,
      label: group.option.label,
      ikm: shown.has(group) ? group.ikm : null,
      interval: spread.has(group) ? ikmInterval(ikmSpread(group.sheets)) : null,
    })),
  };
}
