import { LEAST_ANSWERS, type Reason, type Source, type Unknown } from './reasons.ts';

/** Plans that stand still for one reason. */
export interface Stalled<Obstacle extends string = string> {
  obstacle: Obstacle;
  plans: number;
  /** What their owners wrote has in common, and sentences of it. */
  terms: { term: string; count: number }[];
  quotes: string[];
}

/** What an edition has left behind. */
export interface Evidence<Obstacle extends string = string> {
  /** Items of its evaluations. */
  evaluation: {
    /** Answers of the questionnaire with most of them. */
    answers: number;
    items: {
      label: { id: string; en: string };
      answers: number;
      mean: number;
      /** Highest value of the scale; null: no scale. */
      highest: number | null;
      percent: number | null;
      importance: { mean: number; answers: number } | null;
      /** Why there is none: not asked, not answered, or too few said it; null = there is. */
      importanceAbsent: Unknown | null;
    }[];
  };
  ideas: { title: string; votes: number }[];
  /** How many people have voted for ideas. */
  voters: number;
  plans: { all: number; done: number; stalled: Stalled<Obstacle>[] };
  searches: { words: string; times: number }[];
  searchDays: number;
}

export interface AgendaLine {
  title: string;
  format: 'lecture' | 'discussion' | 'simulation' | 'brainstorm';
  jp: number;
  reason: Reason;
}
export interface Agenda {
  lines: AgendaLine[];
  tooFew: Partial<Record<Source, number>>;
}

/** Words of the lines that every agenda has, in the language of whoever drafts. */
export interface AgendaWords<Obstacle extends string = string> {
  review: string;
  plan: string;
  improve(item: { id: string; en: string }): string;
  unblock(obstacle: Obstacle): string;
  answer(words: string): string;
}

/** Importance less score, in points of the scale, from which on an item is taken up. */
const GAP = 0.5;
/** Percent of the highest score below which an item is taken up, where nobody was asked how important it is. */
const LOW = 75;
const MOST = { evaluation: 4, ideas: 3, stalled: 2, searches: 2 };
/** Searched so often in vain, it is no slip of the finger. */
const LEAST_TIMES = 3;

/**
 * The agenda of the next edition: first what became of the plans, then the widest gaps between importance and score, what hinders plans,
 * the ideas with most votes, what people looked for and did not find, and last the new plans. A source with fewer than five answers, voters
 * or plans gives no line and is named in `tooFew`.
 */
export function draftAgenda<Obstacle extends string>(
  evidence: Evidence<Obstacle>,
  words: AgendaWords<Obstacle>,
): Agenda {
  const { evaluation, plans } = evidence;
  const tooFew: Agenda['tooFew'] = {};
  const enough = (source: Source, count: number): boolean => {
    if (count >= LEAST_ANSWERS) return true;
    tooFew[source] = count;
    return false;
  };
  const lines: AgendaLine[] = [];
  const plansSpeak = enough('plans', plans.all);
  if (plansSpeak) {
    const reason = { kind: 'review', done: plans.done, of: plans.all } as const;
    lines.push({ title: words.review, format: 'discussion', jp: 1, reason });
  }
  if (enough('evaluation', evaluation.answers)) lines.push(...fromEvaluation(evaluation.items, words));
  if (plansSpeak) lines.push(...fromObstacles(plans, words));
  if (enough('ideas', evidence.voters)) lines.push(...fromIdeas(evidence.ideas));
  lines.push(...fromSearches(evidence, words));
  if (lines.length > 0) lines.push({ title: words.plan, format: 'brainstorm', jp: 2, reason: { kind: 'plan' } });
  return { lines, tooFew };
}

interface Need {
  label: { id: string; en: string };
  /** How much it matters beside other needs, 0 to 1. */
  weight: number;
  reason: Reason;
}

/** Whether an item of the evaluation is to be taken up. */
function needOf({
  label,
  answers,
  mean,
  highest,
  percent,
  importance,
  importanceAbsent,
}: Evidence['evaluation']['items'][number]): Need | null {
  if (answers < LEAST_ANSWERS || highest === null) return null;
  if (importance !== null) {
    const gap = importance.mean - mean;
    const reason: Reason = { kind: 'gap', item: label, mean, importance: importance.mean, highest, answers };
    return gap >= GAP ? { label, weight: gap / highest, reason } : null;
  }
  if (percent === null || percent >= LOW) return null;
  const unknown = importanceAbsent ?? 'not_asked';
  return { label, weight: (LOW - percent) / 100, reason: { kind: 'low', item: label, percent, answers, unknown } };
}

const fromEvaluation = (items: Evidence['evaluation']['items'], words: Pick<AgendaWords, 'improve'>): AgendaLine[] =>
  items
    .map(needOf)
    .filter((need) => need !== null)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST.evaluation)
    .map(({ label, reason }) => ({ title: words.improve(label), format: 'simulation', jp: 2, reason }));

const fromObstacles = <Obstacle extends string>(
  { all, stalled }: Evidence<Obstacle>['plans'],
  words: AgendaWords<Obstacle>,
): AgendaLine[] =>
  stalled
    .toSorted((a, b) => b.plans - a.plans)
    .slice(0, MOST.stalled)
    .map((one) => ({ title: words.unblock(one.obstacle), format: 'simulation', jp: 2, reason: stalledBy(one, all) }));

/** From five plans on what their owners wrote is quoted; of fewer it would be somebody's, and so would be where they are: they are counted. */
function stalledBy({ plans, terms, quotes }: Stalled, of: number): Reason {
  return { kind: 'stalled', plans, of, ...(plans >= LEAST_ANSWERS && { terms, quotes }) };
}

const fromIdeas = (ideas: Evidence['ideas']): AgendaLine[] =>
  ideas
    .filter(({ votes }) => votes > 0)
    .toSorted((a, b) => b.votes - a.votes)
    .slice(0, MOST.ideas)
    .map(({ title, votes }) => ({ title, format: 'discussion', jp: 2, reason: { kind: 'idea', votes } }));

const fromSearches = ({ searches, searchDays: days }: Evidence, words: Pick<AgendaWords, 'answer'>): AgendaLine[] =>
  searches
    .filter(({ times }) => times >= LEAST_TIMES)
    .toSorted((a, b) => b.times - a.times)
    .slice(0, MOST.searches)
    .map(({ words: looked, times }) => ({
      title: words.answer(looked),
      format: 'lecture',
      jp: 1,
      reason: { kind: 'search', times, days },
    }));
