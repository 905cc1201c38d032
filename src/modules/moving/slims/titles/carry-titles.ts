import { readRowsOf, saveBehind, saveTitles, type FollowedTitles } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import type { Links } from '../rules/links.ts';
import type { Names } from '../rules/names.ts';
import { idOf, type OldRow } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { surveyRelations } from './survey-relations.ts';
import { linkKey, planTitle, type PlannedTitle } from './plan-title.ts';

/** A title that was saved, or would be: what is said of it, and its rows counted. */
function noteTitle(run: Run, title: PlannedTitle, isKnown: boolean): void {
  const fate = isKnown ? 'known' : 'carried';
  run.carriedTitles.add(title.id);
  if (run.survey.lendCallNumbers.has(title.id)) run.callNumbers.set(title.id, title.callNumber);
  run.ledger.count('biblio', fate);
  run.survey.own.settle(run.ledger, 'biblio_custom', title.id, fate);
  for (const { table } of title.links) run.ledger.count(table, fate);
  // what was told when the title came need not be told again
  for (const said of title.said) if (!isKnown || said.fate !== 'told') run.ledger.say(said);
  for (const name of title.names) if (name.use !== 'new') name.use = isKnown ? 'known' : 'new';
}

function refuseTitle({ ledger }: Run, title: PlannedTitle, reason: string | null): void {
  if (reason !== null) {
    ledger.say({ table: 'biblio', key: title.key, fate: 'refused', code: 'saving_refused', params: { reason } });
  }
  for (const said of title.said) if (said.fate !== 'told') ledger.say(said);
  for (const row of title.links) ledger.say({ ...row, fate: 'refused', code: 'title_refused' });
}

function plan(run: Run, rows: readonly OldRow[], seen: IdSet): PlannedTitle[] {
  return rows.flatMap((row) => {
    const id = idOf(row('biblio_id'));
    if (seen.add(id)) return [planTitle(row, run.survey, run.library.timeZone, run.ctx.clock.now())];
    const key = `biblio_id=${row('biblio_id') ?? ''}`;
    run.ledger.say({ table: 'biblio', key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' });
    return [];
  });
}

/** Links that begin at no title. */
function refuseLeftLinks(run: Run, table: string, links: Links, names: Names): void {
  for (const link of links.left()) {
    const key = linkKey(`biblio_id=${link.bib}`, names, link);
    run.ledger.say({ table, key, fate: 'refused', code: 'link_without_title' });
  }
}

/** Brings the titles with their authors and subjects, a few hundred in one transaction; a trial only says what would come. */
export async function carryTitles(run: Run): Promise<void> {
  const { survey, signal } = run;
  const seen = new IdSet();
  await surveyRelations(run);
  let done = 0;
  const note = ({ known, said }: FollowedTitles, batch: readonly PlannedTitle[]): void => {
    for (const title of batch) noteTitle(run, title, known.has(title.id));
    for (const one of said) run.ledger.say(one);
  };
  await saveBehind(readRowsOf(run.path, 'biblio'), signal, (rows) => {
    const planned = plan(run, rows, seen);
    const good = planned.filter(({ record }) => record !== null);
    for (const title of planned) if (title.record === null) refuseTitle(run, title, null);
    return async () => {
      await saveTitles(run, 'biblio', good, note, (title, reason) => refuseTitle(run, title, reason));
      await run.onProgress('biblio', (done += rows.length));
    };
  });
  survey.own.end(run.ledger, 'biblio_custom');
  refuseLeftLinks(run, 'biblio_author', survey.authorLinks, survey.authors);
  refuseLeftLinks(run, 'biblio_topic', survey.topicLinks, survey.topics);
  for (const said of [...survey.relations.left(), ...survey.attachments.leftLinks()]) run.ledger.say(said);
}

/** What became of the names, once all titles are through. */
export function settleNames({ survey, ledger }: Run): void {
  for (const names of [survey.authors, survey.topics, survey.publishers, survey.places]) {
    for (const name of names.all()) {
      const row = { table: names.table, key: `${names.key}=${name.id}` };
      if (names.isLikeAnother(name)) ledger.say({ ...row, fate: 'merged', code: 'name_like_another' });
      else if (name.use === 'none') ledger.say({ ...row, fate: 'refused', code: 'name_unused' });
      else ledger.count(names.table, name.use === 'new' ? 'carried' : 'known');
    }
    for (const id of names.repeated) {
      ledger.say({ table: names.table, key: `${names.key}=${id}`, fate: 'refused', code: 'row_repeated' });
    }
  }
}
