import type { ContentInput } from '../schema.ts';

type QuestionInput = ContentInput['questions'][number];
type Pair = readonly [id: string, en: string];

export const words = ([id, en]: Pair): { id: string; en: string } => ({ id, en });

/** Options that count 1, 2, 3 … in the order given. */
export const scale = (labels: readonly Pair[]): NonNullable<QuestionInput['options']> =>
  labels.map((label, at) => ({ value: String(at + 1), label: words(label), score: at + 1 }));

/** Four steps of quality, as evaluations of training in Indonesia use them. */
export const GOOD = scale([
  ['Tidak baik', 'Not good'],
  ['Kurang baik', 'Less than good'],
  ['Baik', 'Good'],
  ['Sangat baik', 'Very good'],
]);
/** Four steps of agreement. */
export const AGREE = scale([
  ['Tidak setuju', 'Disagree'],
  ['Kurang setuju', 'Rather disagree'],
  ['Setuju', 'Agree'],
  ['Sangat setuju', 'Strongly agree'],
]);

/** How much something matters to who answers. */
export const IMPORTANT = scale([
  ['Tidak penting', 'Not important'],
  ['Kurang penting', 'Less important'],
  ['Penting', 'Important'],
  ['Sangat penting', 'Very important'],
]);

/** Statements that are judged by one scale, all of them needed. */
export const judged = (
  options: NonNullable<QuestionInput['options']>,
  items: readonly (readonly [question: string, id: string, en: string])[],
): QuestionInput[] =>
  items.map(([question, id, en]) => ({
    id: question,
    kind: 'likert',
    label: words([id, en]),
    required: true,
    options,
  }));

/**
 * The same statements, with how important some of them are beside the judgement: in the same frame, nobody has to say. The next edition is
 * drafted from the difference (decision 099).
 * @param weighed ids of those that are asked about; left out: all
 */
export const judgedAndWeighed = (
  options: NonNullable<QuestionInput['options']>,
  items: readonly (readonly [question: string, id: string, en: string])[],
  weighed: readonly string[] = items.map(([question]) => question),
): QuestionInput[] =>
  judged(options, items).flatMap((question, at) => {
    const [id, named, english] = items[at] ?? ['', '', ''];
    if (!weighed.includes(id)) return [question];
    const label = words([`Seberapa penting: ${lowered(named)}`, `How important: ${lowered(english)}`]);
    return [question, { id: `${id}_penting`, kind: 'likert', label, options: IMPORTANT, importanceOf: id }];
  });

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A free answer of several lines; nobody has to write anything. */
export const freeText = (question: string, label: Pair): QuestionInput => ({
  id: question,
  kind: 'text',
  label: words(label),
  hint: words(['Jangan menulis nama orang atau nomor telepon.', 'Please leave out names of people and phone numbers.']),
  long: true,
});

/** A heading with what it is about. */
export const section = (id: string, label: Pair, hint: Pair = ['', '']): QuestionInput => ({
  id,
  kind: 'section',
  label: words(label),
  hint: words(hint),
});
