import { CAPTIONS_LENGTH } from './file-kinds.ts';
import { tidyLine } from './tidy-text.ts';

const MOST_CUES = 5000;
const CUE_LENGTH = 500;
/** Lines that are said at once: more would cover the picture. */
const MOST_LINES = 10;
/** More signs with their marks are no line that somebody speaks. */
const LINE_LENGTH = 4 * CUE_LENGTH;

/** Why captions are not taken: too long as a whole or at a line, nothing is said in them, or a line that nobody can read. */
type CaptionsFlaw = { why: 'too_long' } | { why: 'empty' } | { why: 'line' | 'long'; line: number };
/** Captions as they are kept, or what is wrong with them. */
type ReadCaptions = { vtt: string } | CaptionsFlaw;

interface Cue {
  /** In milliseconds. */
  from: number;
  until: number;
  lines: string[];
}

const MOMENT = String.raw`(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`^\s*${MOMENT}\s*-->\s*${MOMENT}(?:\s.*)?$`);

const momentOf = (hours = '0', minutes = '0', seconds = '0', rest = '0'): number =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest.padEnd(3, '0'));

const written = (moment: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(moment % 1000).padStart(3, '0');
  return `${two(moment / 3_600_000)}:${two((moment / 60_000) % 60)}:${two((moment / 1000) % 60)}.${rest}`;
};

const NAMES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };

/** What is said in a line: who speaks stays (`<v Dewi>`), every other mark goes. */
const saidIn = (line: string): string =>
  tidyLine(
    line
      .replaceAll(/<v(?:\.[^\s<>]*)?\s+([^<>]{1,80})>/gi, '$1: ')
      .replaceAll(/<[^<>]*>/g, '')
      .replaceAll(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => NAMES[name] ?? ''),
  );

const escaped = (line: string): string =>
  line.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is said below the times of a cue, or at which of its lines it is longer than anybody reads. */
function wordsOf(lines: readonly string[]): { said: string[] } | { long: number } {
  const said: string[] = [];
  for (const [i, line] of lines.entries()) {
    const words = line.length > LINE_LENGTH ? line : saidIn(line);
    if (words.length > CUE_LENGTH) return { long: i };
    if (words !== '') said.push(words);
    if (said.length > MOST_LINES) return { long: i };
  }
  return { said };
}

/** Paragraphs of lines, each with the number of its first. */
function paragraphsOf(text: string): { at: number; lines: string[] }[] {
  const paragraphs: { at: number; lines: string[] }[] = [];
  let open: string[] | null = null;
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') open = null;
    else if (open) open.push(line);
    else paragraphs.push({ at: i + 1, lines: (open = [line]) });
  }
  return paragraphs;
}

/** What covers another ends where that begins; what begins together is one. */
function inTurn(cues: readonly Cue[]): Cue[] {
  const turns: Cue[] = [];
  for (const cue of cues.toSorted((a, b) => a.from - b.from)) {
    const last = turns.at(-1);
    if (last && last.from === cue.from) {
      last.lines = last.lines.concat(cue.lines);
      last.until = Math.max(last.until, cue.until);
      continue;
    }
    if (last) last.until = Math.min(last.until, cue.from);
    turns.push({ ...cue });
  }
  return turns;
}

/**
 * Captions as WebVTT says them, or SubRip (commas in the times, no first line): read and written anew, with nothing in them but times and
 * words. Styles, places on the picture, marks and notes go.
 */
export function readCaptions(text: string): ReadCaptions {
  if (text.length > CAPTIONS_LENGTH) return { why: 'too_long' };
  const cues: Cue[] = [];
  for (const paragraph of paragraphsOf(text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n'))) {
    const isHead = /^WEBVTT(?:\s|$)/.test(paragraph.lines[0] ?? '');
    // below the head something may be said at once
    const begins = isHead ? paragraph.lines.findIndex((line) => line.includes('-->')) : 0;
    if (begins < 0) continue;
    const [at, lines] = [paragraph.at + begins, paragraph.lines.slice(begins)];
    if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(lines[0] ?? '')) continue;
    const timed = lines.findIndex((line) => line.includes('-->'));
    const times = TIMES.exec(lines[timed] ?? '');
    // before the times stands at most a name of the words
    if (!times || timed > 1) return { why: 'line', line: at + Math.max(0, timed) };
    const [from, until] = [momentOf(...times.slice(1, 5)), momentOf(...times.slice(5, 9))];
    if (until <= from) return { why: 'line', line: at + timed };
    const words = wordsOf(lines.slice(timed + 1));
    if ('long' in words) return { why: 'long', line: at + timed + 1 + words.long };
    const { said } = words;
    if (said.length > 0) cues.push({ from, until, lines: said });
    if (cues.length > MOST_CUES) return { why: 'too_long' };
  }
  if (cues.length === 0) return { why: 'empty' };
  const told = inTurn(cues).map(
    ({ from, until, lines }) => `${written(from)} --> ${written(until)}\n${lines.map(escaped).join('\n')}\n`,
  );
  return { vtt: `WEBVTT\n\n${told.join('\n')}` };
}
