import type { BroughtIssue, BroughtSubscription } from '#modules/collection/serials';
import type { LocalDate } from '#shared/dates';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { rowSays } from '#shared/moving/row-says';
import type { Said, SaidCode } from '#shared/moving/said';
import { tidyLine } from '#shared/moving/tidy-text';
import { momentOf } from '#shared/moving/wall-clock';
import { readIssueNumber } from '../rules/issue-number.ts';

/** A row of `kardex`, with what its texts mean. */
export interface ReadIssue {
  id: number;
  key: string;
  serial: number;
  expectedOn: LocalDate | null;
  receivedOn: LocalDate | null;
  number: string;
  hasNote: boolean;
  /** Its day of receipt is none, or yet to come. */
  isReceiptUnusable: boolean;
  says: number;
}
/** A row of `serial`. */
export interface ReadSerial {
  id: number;
  key: string;
  bib: number;
  startsOn: LocalDate | null;
  endsOn: LocalDate | null;
  hasWords: boolean;
}
export interface PlannedIssue {
  id: number;
  issue: BroughtIssue;
  says: number;
}
export interface PlannedSerial {
  id: number;
  key: string;
  bib: number;
  subscription: Omit<BroughtSubscription, 'bibId' | 'itemType' | 'issues'>;
  issues: PlannedIssue[];
  said: Said[];
}

const dayIn = (text: string | null): LocalDate | null => momentOf(text)?.day ?? null;
const LONGEST_SHOWN = 25;

/** @param today by the library's clock: nothing has come on a day after it */
export function readIssue(row: OldRow, today: LocalDate): ReadIssue {
  const receivedOn = dayIn(row('date_received'));
  const isAhead = receivedOn !== null && receivedOn > today;
  return {
    ...{ id: idOf(row('kardex_id')), key: `kardex_id=${row('kardex_id') ?? ''}`, serial: idOf(row('serial_id')) },
    ...{ expectedOn: dayIn(row('date_expected')), receivedOn: isAhead ? null : receivedOn },
    ...{ number: tidyLine(row('seq_number')).text, hasNote: (row('notes') ?? '').trim() !== '' },
    isReceiptUnusable: isAhead || isReceiptUnusable(row('date_received')),
    says: rowSays(row, ['date_received']),
  };
}

/** A zero day is what MySQL writes where nobody has entered one: no mistake. */
const isReceiptUnusable = (text: string | null): boolean =>
  (text ?? '').trim() !== '' && !/^\s*0000-00-00/.test(text ?? '') && dayIn(text) === null;

export const readSerial = (row: OldRow): ReadSerial => ({
  ...{ id: idOf(row('serial_id')), key: `serial_id=${row('serial_id') ?? ''}`, bib: idOf(row('biblio_id')) },
  ...{ startsOn: dayIn(row('date_start')), endsOn: dayIn(row('date_end')) },
  hasWords: [row('period'), row('notes')].some((text) => (text ?? '').trim() !== ''),
});

const inOrder = (a: ReadIssue, b: ReadIssue): number => {
  const [one, other] = [a.expectedOn ?? a.receivedOn ?? '~', b.expectedOn ?? b.receivedOn ?? '~'];
  return one < other ? -1 : one > other ? 1 : a.id - b.id;
};

/**
 * What becomes of issues of one serial, in the order of their days. One without a day has that of its receipt, or of the beginning; one without a
 * number that can be read has its place.
 * @param before how many of them came earlier
 */
export function planIssues(
  rows: readonly ReadIssue[],
  startsOn: LocalDate,
  before = 0,
): { issues: PlannedIssue[]; said: Said[] } {
  const said: Said[] = [];
  const issues = rows.toSorted(inOrder).map((row, i): PlannedIssue => {
    const tell = (code: SaidCode, params: Said['params'] = {}): void => {
      said.push({ table: 'kardex', key: row.key, fate: 'told', code, params });
    };
    const place = before + i + 1;
    const numbered = readIssueNumber(row.number) ?? { volume: null, number: place };
    if (row.number !== '' && readIssueNumber(row.number) === null) {
      tell('issue_number_unread', { written: row.number.slice(0, LONGEST_SHOWN), number: place });
    }
    if (row.expectedOn === null) tell('issue_undated');
    if (row.isReceiptUnusable) tell('issue_receipt_unusable');
    if (row.hasNote) tell('issue_note_left');
    const expectedOn = row.expectedOn ?? row.receivedOn ?? startsOn;
    return { id: row.id, issue: { expectedOn, receivedOn: row.receivedOn, ...numbered }, says: row.says };
  });
  return { issues, said };
}

/** What becomes of a serial and its issues. One without a beginning or an end has that of its issues. */
export function planSerial(serial: ReadSerial, rows: readonly ReadIssue[], today: LocalDate): PlannedSerial {
  const { id, key, bib, hasWords } = serial;
  const days = rows.flatMap(({ expectedOn, receivedOn }) => expectedOn ?? receivedOn ?? []).toSorted();
  const startsOn = serial.startsOn ?? days[0] ?? today;
  const latest = [startsOn, ...days].toSorted().at(-1) ?? startsOn;
  const isEndKnown = serial.endsOn !== null && serial.endsOn >= startsOn;
  const endsOn = isEndKnown && serial.endsOn !== null ? serial.endsOn : latest;
  const said: Said[] = [];
  const tell = (code: SaidCode): void => {
    said.push({ table: 'serial', key, fate: 'told', code });
  };
  if (serial.startsOn === null) tell('serial_start_estimated');
  if (!isEndKnown) tell('serial_end_estimated');
  if (hasWords) tell('serial_words_left');
  const planned = planIssues(rows, startsOn);
  return {
    ...{ id, key, bib, subscription: { startsOn, endsOn }, issues: planned.issues },
    said: [...said, ...planned.said],
  };
}
