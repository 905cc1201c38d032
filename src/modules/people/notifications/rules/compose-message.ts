import type { NoticeText } from './notice-text.ts';
import { fill, usedPlaceholders } from './placeholders.ts';

export type Values = Readonly<Record<string, string>>;

/** What there is to tell of one kind: its text and one set of values per thing. */
export interface Part {
  kind: { readonly placeholders: readonly string[]; readonly pressing: number };
  text: NoticeText;
  items: readonly Values[];
}

/** The text of one kind, its lines about one thing repeated for each. */
export function composePart({ kind, text, items }: Part, common: Values): string {
  const ofOne = new Set(kind.placeholders);
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
 * One message for all there is to tell, the most pressing first. About one kind it takes that kind's subject, about several the frame's.
 * @param common values known everywhere (`nama`, `perpustakaan`, …)
 */
export function composeMessage(parts: readonly Part[], frame: NoticeText, common: Values): NoticeText {
  const sorted = parts.toSorted((a, b) => b.kind.pressing - a.kind.pressing);
  const total = sorted.reduce((sum, part) => sum + part.items.length, 0);
  const [first] = sorted;
  const all = { ...common, jumlah: String(total) };
  const isi = sorted.map((part) => composePart(part, common)).join('\n\n');
  const subject =
    sorted.length === 1 && first ? fill(first.text.subject, { ...all, ...first.items[0] }) : fill(frame.subject, all);
  // a title may hold a line's end; a subject may not
  return { subject: subject.replace(/\s+/g, ' ').trim(), body: fill(frame.body, { ...all, isi }).trim() };
}
