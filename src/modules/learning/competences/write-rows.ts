import type { Tx } from '#platform/database/db';
import type { Competence } from './client.ts';
import { insertLine, updateLine } from './data/competences.queries.ts';
import { competenceErrors } from './errors.ts';
import { refuseFaults } from './read-table.ts';
import { planTable } from './rules/plan-table.ts';
import { MOST_LINES } from './rules/terms.ts';
import { lastPlace, type Placed } from './rules/tree.ts';
import type { ReadRow } from './schema.ts';

/** What a row says of its line, beside its name and where it stands. */
const wordsOf = ({ line: _, code: __, parent: ___, ...words }: ReadRow) => words;

/**
 * Writes rows of a table into a framework that is held: a code that it has changes that line, any other is a new one behind those that are
 * there. Throws `competences.table_faulty`, `full`. @returns how many are new, and how many were changed
 */
export async function writeRows(
  trx: Tx,
  frameworkId: number,
  rows: readonly ReadRow[],
  lines: readonly Competence[],
): Promise<{ added: number; changed: number }> {
  const plan = planTable(rows, lines);
  refuseFaults(plan.faults);
  const known = new Map(lines.map((line) => [line.code, line]));
  const added = rows.filter(({ code }) => !known.has(code)).length;
  if (lines.length + added > MOST_LINES) throw competenceErrors.full({ most: MOST_LINES }, { csv: 'too_long' });
  const ids = new Map(lines.map(({ code, id }) => [code, id]));
  let placed: Placed[] = [...lines];
  for (const row of plan.rows) {
    const { code, parent } = row;
    const said = wordsOf(row);
    const before = known.get(code);
    const above = typeof parent === 'string' ? (ids.get(parent) ?? null) : null;
    const parentId = parent === undefined && before ? before.parentId : above;
    const stays = before?.parentId === parentId;
    const position = before && stays ? before.position : lastPlace(placed, parentId);
    const id = before?.id ?? (await insertLine(trx, { ...said, code, frameworkId, parentId, position }));
    if (before) await updateLine(trx, id, { ...said, parentId, position });
    ids.set(code, id);
    placed = [...placed.filter((one) => one.id !== id), { id, parentId, position }];
  }
  return { added, changed: rows.length - added };
}
