import { readRowsOf } from '#modules/moving/engine';
import { localDate } from '#shared/dates';
import { IdSet } from '#shared/moving/id-set';
import type { SaidCode } from '#shared/moving/said';
import type { Run } from '../run.ts';
import { readIssue, readSerial, type ReadIssue, type ReadSerial } from './plan-serial.ts';

/** Serials with the issues that name them. */
export interface SerialSurvey {
  serials: ReadSerial[];
  issuesOf: Map<number, ReadIssue[]>;
}

/** Rows with a number of their own; the others are refused. */
async function readOwn<T extends { id: number; key: string }>(
  run: Run,
  table: 'serial' | 'kardex',
  read: (row: Parameters<typeof readSerial>[0]) => T,
): Promise<T[]> {
  const seen = new IdSet();
  const all: T[] = [];
  for await (const rows of readRowsOf(run.path, table)) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const one = read(row);
      const code: SaidCode = one.id < 0 ? 'key_unusable' : 'row_repeated';
      if (seen.add(one.id)) all.push(one);
      else run.ledger.say({ table, key: one.key, fate: 'refused', code });
    }
  }
  return all;
}

/**
 * Reads serials and their issues: some hundred bytes for each are in memory, because an issue has its place among those of its serial. What belongs to
 * no serial is refused.
 */
export async function surveySerials(run: Run): Promise<SerialSurvey> {
  const today = localDate(run.ctx.clock.now(), run.library.timeZone);
  const serials = await readOwn(run, 'serial', readSerial);
  const issuesOf = new Map(serials.map(({ id }) => [id, [] as ReadIssue[]]));
  for (const issue of await readOwn(run, 'kardex', (row) => readIssue(row, today))) {
    const issues = issuesOf.get(issue.serial);
    if (issues) issues.push(issue);
    else run.ledger.say({ table: 'kardex', key: issue.key, fate: 'refused', code: 'issue_serial_gone' });
  }
  return { serials, issuesOf };
}
