import type { PlannedTitle as PlannedRecord } from '#modules/moving/engine';
import type { OldRow } from '#shared/moving/old-row';
import type { Said, SaidCode } from '#shared/moving/said';
import { tidyLine } from '#shared/moving/tidy-text';
import { instantOf } from '#shared/moving/wall-clock';
import { idOf, isSet, isUnset, keyOf } from '../rules/ids.ts';
import { fieldOf, isLeftField, recordOf, type Columns, type Ruas, type SubRuas } from '../rules/ruas.ts';
import type { Survey } from '../survey-dump.ts';

/** A title with its fields. */
export interface PlannedTitle extends PlannedRecord {
  callNumber: string;
  /** How many of its fields go with it, and how many it does not need. */
  fields: { carried: number; left: number };
  /** Its fields, as the report names them where it is refused. */
  fieldKeys: string[];
}

/** Somebody has thrown it out: it lies in quarantine until it is deleted. */
export const isQuarantined = (row: OldRow): boolean =>
  ['quarantinedby', 'quarantineddate'].some((column) => !/^[\s0:-]*$/.test(row(column) ?? ''));

function columnsOf(row: OldRow, { codes }: Pick<Survey, 'codes'>): Columns {
  const one = (column: string): string => tidyLine(row(column)).text;
  return {
    ...{
      id: (row('id') ?? '').trim(),
      controlNumber: one('controlnumber'),
      title: one('title'),
      author: one('author'),
    },
    ...{
      edition: one('edition'),
      publisher: one('publisher'),
      place: one('publishlocation'),
      year: one('publishyear'),
    },
    ...{ extent: one('physicaldescription'), isbn: one('isbn'), dewey: one('deweyno'), subject: one('subject') },
    ...{ note: one('note'), language: one('languages').toLowerCase() },
    material: codes.worksheets.get(row('worksheet_id'))?.name ?? '',
    isRda: isSet(row('isrda')),
  };
}

/** What becomes of a row of `catalogs` with its rows of `catalog_ruas`. */
export function planTitle(
  row: OldRow,
  ruas: readonly Ruas[],
  apartOf: (id: number) => readonly SubRuas[],
  { survey, timeZone, now }: { survey: Survey; timeZone: string; now: Date },
): PlannedTitle {
  const id = idOf(row('id'));
  const key = keyOf(row);
  const said: Said[] = [];
  const tell = (code: SaidCode, params?: Said['params']): void => {
    said.push({ table: 'catalogs', key, fate: 'told', code, ...(params ? { params } : {}) });
  };
  const callNumber = tidyLine(row('callnumber')).text.slice(0, 80);
  const fieldKeys = ruas.map((one) => `ID=${one.id}, ${one.tag}`);
  const planned = { id, key, said, callNumber, fieldKeys, hidden: isUnset(row('isopac')), enteredAt: undefined };
  if (isQuarantined(row)) {
    said.push({ table: 'catalogs', key, fate: 'refused', code: 'title_quarantined' });
    return { ...planned, record: null, fields: { carried: 0, left: 0 } };
  }
  const columns = columnsOf(row, survey);
  const kept = ruas.filter((one) => !isLeftField(one)).toSorted((a, b) => a.sequence - b.sequence || a.id - b.id);
  const read = kept.map((one) => ({ tag: one.tag, ...fieldOf(one, apartOf(one.id)) }));
  for (const { tag, isAmbiguous, differs } of read) {
    if (isAmbiguous) tell('field_dollar', { tag });
    if (differs) tell('field_differs', { tag });
  }
  const fields = read.flatMap(({ field }) => field ?? []);
  if (fields.length === 0) tell(columns.title === '' ? 'title_blank' : 'title_without_fields');
  const enteredAt = instantOf(row('createdate'), timeZone);
  return {
    ...planned,
    enteredAt: enteredAt && enteredAt <= now ? enteredAt : undefined,
    record: recordOf(fields, columns),
    fields: { carried: fields.length, left: ruas.length - fields.length },
  };
}
