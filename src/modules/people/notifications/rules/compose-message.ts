import { fill, itemPlaceholders, usedPlaceholders, type NoticeText } from './placeholders.ts';
import { topics, type Topic } from './topics.ts';

export type Values = Readonly<Record<string, string>>;

/** What there is to tell of one topic: its text and one set of values per thing. */
export interface Part {
  topic: Topic;
  text: NoticeText;
  items: readonly Values[];
}

/** What is most pressing comes first. */
const ORDER: readonly Topic[] = [
  'overdue_3',
  'overdue_2',
  'overdue_1',
  'due',
  'hold_expiring',
  'hold_waiting',
  'before_due',
  ...topics,
];

/** The text of one topic, its lines about one thing repeated for each. */
export function composePart({ topic, text, items }: Part, common: Values): string {
  const ofOne = new Set(itemPlaceholders(topic));
  const all = { ...common, jumlah: String(items.length) };
  return text.body
    .split('\n')
    .flatMap((line) =>
      usedPlaceholders(line).some((name) => ofOne.has(name))
        ? items.map((item) => fill(line, { ...all, ...item }))
        : [fill(line, all)],
    )
    .join('\n');
}

/**
 * One message for all there is to tell. A message about one topic takes that topic's subject, one about several the frame's.
 * @param common values known everywhere (`nama`, `perpustakaan`, …)
 */
export function composeMessage(parts: readonly Part[], frame: NoticeText, common: Values): NoticeText {
  const sorted = parts.toSorted((a, b) => ORDER.indexOf(a.topic) - ORDER.indexOf(b.topic));
  const total = sorted.reduce((sum, part) => sum + part.items.length, 0);
  const [first] = sorted;
  const all = { ...common, jumlah: String(total) };
  const isi = sorted.map((part) => composePart(part, common)).join('\n\n');
  const subject =
    sorted.length === 1 && first ? fill(first.text.subject, { ...all, ...first.items[0] }) : fill(frame.subject, all);
  // a title may hold a line's end; a subject may not
  return { subject: subject.replace(/\s+/g, ' ').trim(), body: fill(frame.body, { ...all, isi }).trim() };
}
