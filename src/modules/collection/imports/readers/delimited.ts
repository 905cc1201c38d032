export interface DelimitedFormat {
  separator: string;
  /** '' = values stand bare. */
  quote: string;
  /** `carriage_return`: rows end with CR alone; otherwise with LF or CR LF. */
  recordSeparator: 'newline' | 'carriage_return';
  /** How a quote inside a quoted value is written: twice, behind a backslash, or just so. */
  escape: 'double' | 'backslash' | 'none';
}

export interface DelimitedRow {
  /** Line on which the row begins, from 1. */
  line: number;
  values: string[];
}

/** A row longer than this is not read further: an open quote would swallow the whole file. */
const LONGEST_ROW = 4_194_304;

async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * Reads rows of separated values in flat memory, forgiving what SLiMS writes: quotes that are not escaped (a quote ends a value
 * only where a separator or the end of the row follows, and behind a separator only where the next value begins with a quote),
 * backslashes, a separator behind the last value of the header. Empty lines are passed over.
 */
export async function* readDelimited(
  source: AsyncIterable<Uint8Array>,
  format: DelimitedFormat,
): AsyncGenerator<DelimitedRow> {
  let text = '';
  let line = 1;
  for await (const more of decode(source)) {
    text += more;
    let start = 0;
    for (;;) {
      const row = takeRow(text, start, format, false);
      if (!row) break;
      if (!isBlank(row.values)) yield { line, values: row.values };
      line += countLines(text, start, row.end, format);
      start = row.end;
    }
    text = text.slice(start);
    if (text.length > LONGEST_ROW) {
      yield { line, values: [] };
      return;
    }
  }
  let start = 0;
  while (start < text.length) {
    const row = takeRow(text, start, format, true);
    if (!row) return;
    if (!isBlank(row.values)) yield { line, values: row.values };
    line += countLines(text, start, row.end, format);
    start = row.end;
  }
}

const isBlank = (values: readonly string[]): boolean => values.length === 1 && values[0]?.trim() === '';

function countLines(text: string, from: number, to: number, format: DelimitedFormat): number {
  const sign = format.recordSeparator === 'carriage_return' ? '\r' : '\n';
  let count = 0;
  for (let at = text.indexOf(sign, from); at !== -1 && at < to; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}

/** Length of the row's end at this place; 0 = no end here; -1 = more text is needed to know. */
function rowEnd(text: string, at: number, format: DelimitedFormat, ended: boolean): number {
  if (at >= text.length) return ended ? 0 : -1;
  const sign = text[at];
  if (format.recordSeparator === 'carriage_return') return sign === '\r' ? 1 : 0;
  if (sign === '\n') return 1;
  if (sign !== '\r') return 0;
  if (at + 1 >= text.length) return ended ? 1 : -1;
  return text[at + 1] === '\n' ? 2 : 0;
}

type Part = { value: string; next: number } | null;

/** One row from `start`, or null while its end is not in the text yet. */
function takeRow(
  text: string,
  start: number,
  format: DelimitedFormat,
  ended: boolean,
): { values: string[]; end: number } | null {
  const values: string[] = [];
  let at = start;
  for (;;) {
    const isQuoted = format.quote !== '' && text[at] === format.quote;
    const part = isQuoted ? takeQuoted(text, at, format, ended) : takeBare(text, at, format, ended);
    if (!part) return null;
    values.push(part.value);
    at = part.next;
    if (at >= text.length) return ended ? { values, end: at } : null;
    if (text.startsWith(format.separator, at)) {
      at += format.separator.length;
      if (at >= text.length && !ended) return null;
      continue;
    }
    const end = rowEnd(text, at, format, ended);
    return end < 0 ? null : { values, end: at + end };
  }
}

function takeBare(text: string, start: number, format: DelimitedFormat, ended: boolean): Part {
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith(format.separator, at)) return { value: text.slice(start, at), next: at };
    const end = rowEnd(text, at, format, ended);
    if (end < 0) return null;
    if (end > 0) return { value: text.slice(start, at), next: at };
  }
  return ended ? { value: text.slice(start), next: text.length } : null;
}

function takeQuoted(text: string, start: number, format: DelimitedFormat, ended: boolean): Part {
  const { quote, escape } = format;
  let value = '';
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (escape === 'backslash' && sign === '\\') {
      if (at + 1 >= text.length) return ended ? { value: value + text.slice(from), next: text.length } : null;
      const next = text[at + 1] ?? '';
      // "\n" stays for whoever reads the value
      if (next === quote || next === '\\' || next === "'" || next === '"') {
        value += text.slice(from, at) + next;
        from = at + 2;
      }
      at += 1;
      continue;
    }
    if (sign !== quote) continue;
    if (at + 1 >= text.length && !ended) return null;
    if (escape === 'double' && text[at + 1] === quote) {
      value += text.slice(from, at + 1);
      from = at + 2;
      at += 1;
      continue;
    }
    const closes = closesHere(text, at + 1, format, ended);
    if (closes === null) return null;
    if (closes) return { value: value + text.slice(from, at), next: at + 1 };
  }
  return ended ? { value: value + text.slice(from), next: text.length } : null;
}

/** Is a value over behind this quote? null = more text is needed. */
function closesHere(text: string, at: number, format: DelimitedFormat, ended: boolean): boolean | null {
  if (at >= text.length) return ended ? true : null;
  const end = rowEnd(text, at, format, ended);
  if (end !== 0) return end < 0 ? null : true;
  if (!text.startsWith(format.separator, at)) return false;
  if (format.escape === 'double') return true;
  const behind = at + format.separator.length;
  if (behind >= text.length) return ended ? true : null;
  if (text[behind] === format.quote) return true;
  const endBehind = rowEnd(text, behind, format, ended);
  return endBehind < 0 ? null : endBehind > 0;
}
