import { readTables, saveTitles, type FollowedTitles } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import { rowReader, type OldRow } from '#shared/moving/old-row';
import { idOf, keyOf } from '../rules/ids.ts';
import type { Ruas, SubRuas } from '../rules/ruas.ts';
import type { Run } from '../run.ts';
import { planTitle, type PlannedTitle } from './plan-title.ts';

/** So many titles with their fields are in memory at once: the dump, in which the fields of a title stand anywhere, is read once for so many. */
const WINDOW = 10_000;
const AT_ONCE = 300;
const TABLES = new Set(['catalogs', 'catalog_ruas', 'catalog_subruas']);

/** Some titles of the dump with all that stands about them. */
interface Window {
  titles: Map<number, OldRow>;
  ruas: Map<number, Ruas[]>;
  apart: Map<number, SubRuas[]>;
}

const ruasOf = (row: OldRow): Ruas => ({
  ...{ id: idOf(row('id')), tag: (row('tag') ?? '').trim(), ind1: row('indicator1'), ind2: row('indicator2') },
  ...{ value: row('value') ?? '', sequence: Number(row('sequence') ?? 0) || 0 },
});
const isTag = (tag: string): boolean => /^\d{3}$/.test(tag) && tag !== '000';

/** Fields that belong to nothing, or are none, are settled in the first window. */
async function readWindow(
  run: Run,
  wanted: IdSet,
  isFirst: boolean,
  seen: { ruas: IdSet; titles: IdSet },
): Promise<Window> {
  const { ledger, survey } = run;
  const window: Window = { titles: new Map(), ruas: new Map(), apart: new Map() };
  const ofWindow = new IdSet();
  const refuse = (
    key: string,
    code: 'key_unusable' | 'row_repeated' | 'field_without_title' | 'field_tag_unusable',
  ): void => ledger.say({ table: 'catalog_ruas', key, fate: 'refused', code });
  const takeTitle = (row: OldRow): void => {
    const id = idOf(row('id'));
    if (id > 0 && wanted.has(id) && !window.titles.has(id) && seen.titles.add(id)) window.titles.set(id, row);
    else if (isFirst && id < 0)
      ledger.say({ table: 'catalogs', key: keyOf(row), fate: 'refused', code: 'key_unusable' });
    else if (window.titles.has(id))
      ledger.say({ table: 'catalogs', key: keyOf(row), fate: 'refused', code: 'row_repeated' });
  };
  const takeRuas = (row: OldRow): void => {
    const title = idOf(row('catalogid'));
    if (!wanted.has(title) && !(isFirst && !survey.titleSet.has(title))) return;
    const one = ruasOf(row);
    const key = `${keyOf(row)}, ${one.tag.slice(0, 10)}`;
    if (!seen.ruas.add(one.id)) refuse(key, one.id < 0 ? 'key_unusable' : 'row_repeated');
    else if (!wanted.has(title)) refuse(key, 'field_without_title');
    else if (!isTag(one.tag)) refuse(key, 'field_tag_unusable');
    else {
      ofWindow.add(one.id);
      const others = window.ruas.get(title);
      if (others) others.push(one);
      else window.ruas.set(title, [one]);
    }
  };
  const takeApart = (row: OldRow): void => {
    const ruas = idOf(row('ruasid'));
    if (!ofWindow.has(ruas)) return;
    const one = {
      ...{ code: (row('subruas') ?? '').trim().replace(/^\$/, '').charAt(0), value: row('value') ?? '' },
      sequence: Number(row('sequence') ?? 0) || 0,
    };
    const others = window.apart.get(ruas);
    if (others) others.push(one);
    else window.apart.set(ruas, [one]);
  };
  for await (const event of readTables(run.path, TABLES)) {
    run.signal.throwIfAborted();
    if (event.type !== 'rows' || !event.rows) continue;
    const read = rowReader(event.columns);
    const take = event.table === 'catalogs' ? takeTitle : event.table === 'catalog_ruas' ? takeRuas : takeApart;
    for (const cells of event.rows) take(read(cells));
  }
  return window;
}

function countFields({ ledger }: Run, { fields: { carried, left } }: PlannedTitle, fate: 'carried' | 'known'): void {
  for (let nth = 0; nth < carried; nth += 1) ledger.count('catalog_ruas', fate);
  // numbers and days of the record itself, and what says nothing: they go into it without a word
  for (let nth = 0; nth < left; nth += 1) ledger.count('catalog_ruas', 'merged');
}

/** A title that was saved, or would be. */
function noteTitle(run: Run, title: PlannedTitle, isKnown: boolean): void {
  const fate = isKnown ? 'known' : 'carried';
  run.carriedTitles.add(title.id);
  if (run.survey.lendCallNumbers.has(title.id)) run.callNumbers.set(title.id, title.callNumber);
  run.ledger.count('catalogs', fate);
  countFields(run, title, fate);
  if (!isKnown) for (const said of title.said) run.ledger.say(said);
}

function refuseTitle({ ledger }: Run, title: PlannedTitle, reason: string | null): void {
  if (reason !== null) {
    ledger.say({ table: 'catalogs', key: title.key, fate: 'refused', code: 'saving_refused', params: { reason } });
  }
  for (const said of title.said) if (said.fate !== 'told') ledger.say(said);
  for (const key of title.fieldKeys) ledger.say({ table: 'catalog_ruas', key, fate: 'refused', code: 'title_refused' });
}

async function carryWindow(run: Run, window: Window, onDone: (rows: number) => Promise<void>): Promise<void> {
  const around = { survey: run.survey, timeZone: run.library.timeZone, now: run.ctx.clock.now() };
  const note = ({ known, said }: FollowedTitles, batch: readonly PlannedTitle[]): void => {
    for (const title of batch) noteTitle(run, title, known.has(title.id));
    for (const one of said) run.ledger.say(one);
  };
  const rows = [...window.titles];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    const some = rows.slice(from, from + AT_ONCE);
    const planned = some.map(([id, row]) =>
      planTitle(
        row,
        window.ruas.get(id) ?? [],
        (ruas) => (window.apart.get(ruas) ?? []).toSorted((a, b) => a.sequence - b.sequence),
        around,
      ),
    );
    for (const title of planned) if (title.record === null) refuseTitle(run, title, null);
    const good = planned.filter(({ record }) => record !== null);
    await saveTitles(run, 'catalogs', good, note, (title, reason) => refuseTitle(run, title, reason));
    await onDone(some.length);
  }
}

/** Brings the titles with their fields. */
export async function carryTitles(run: Run): Promise<void> {
  const { titles } = run.survey;
  const seen = { ruas: new IdSet(), titles: new IdSet() };
  let done = 0;
  for (let from = 0; from === 0 || from < titles.length; from += WINDOW) {
    const wanted = new IdSet();
    for (const id of titles.slice(from, from + WINDOW)) wanted.add(id);
    const window = await readWindow(run, wanted, from === 0, seen);
    await carryWindow(run, window, async (rows) => run.onProgress('catalogs', (done += rows)));
  }
}
