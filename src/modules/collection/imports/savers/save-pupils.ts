import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { savePupilBatch, type PlannedPupil } from '#modules/people/members';
import type { PupilEntry } from '../entries.ts';
import { nothingSaved, placeOf, type NewRow, type Saved } from './saved.ts';

/** Saves the pupils of a batch at their school. */
export async function savePupils(trx: Tx, ctx: Ctx, entries: readonly PupilEntry[]): Promise<Saved> {
  const result = nothingSaved();
  const [first] = entries;
  if (!first) return result;
  const rows = entries.map(({ row }) => row);
  const saved = await savePupilBatch(trx, ctx, { library: first.library, rows });
  entries.forEach((entry, i) => {
    const pupil = saved[i];
    if (!pupil) return;
    if (pupil.state === 'new') result.tally.created += 1;
    else if (pupil.state === 'moves') result.tally.updated += 1;
    else if (pupil.state === 'known') result.tally.skipped += 1;
    else result.tally.failed += 1;
    if (pupil.state === 'new' || pupil.state === 'moves') result.tally.members += 1;
    const said = wordOf(pupil);
    if (said) result.rows.push({ ...placeOf(entry), bibId: null, ...said });
  });
  return result;
}

function wordOf({
  state,
  fromClass,
  className,
  number,
  reasons,
}: PlannedPupil): Pick<NewRow, 'outcome' | 'code' | 'params'> | null {
  switch (state) {
    case 'new':
      return null;
    case 'known':
      return { outcome: 'skipped', code: 'imports.pupil_there', params: { number } };
    case 'moves': {
      const params = { number, from: fromClass ?? '–', to: className };
      return { outcome: 'updated', code: 'imports.pupil_moved', params };
    }
    case 'maybe':
      // whose number it is, or who may be a member of another library
      return {
        outcome: 'failed',
        code: reasons.number ? 'imports.pupil_number_maybe' : 'imports.pupil_maybe',
        params: {},
      };
    case 'problem': {
      const [field = '', reason = 'invalid'] = Object.entries(reasons)[0] ?? [];
      return { outcome: 'failed', code: 'imports.member_refused', params: { field, reason } };
    }
  }
}
