import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { FormQuestion, Program, ProgramState } from '../client.ts';
import type { ProgramValues } from '../schema.ts';

interface ProgramRow extends Omit<Program, 'library' | 'cover'> {
  coverKey: string | null;
  coverAlt: string;
  libraryId: number;
  libraryCode: string;
  libraryName: string;
  timeZone: string;
}

const toProgram = ({
  libraryId,
  libraryCode,
  libraryName,
  timeZone,
  coverKey,
  coverAlt,
  ...row
}: ProgramRow): Program => ({
  ...row,
  cover: coverKey === null ? null : { key: coverKey, alt: coverAlt },
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

const programs = (where: RawBuilder<unknown>) => sql<ProgramRow>`
  select p.id, p.library_id, l.code as library_code, l.name as library_name, l.time_zone, p.kind, p.series, p.edition, p.slug,
    p.title, p.summary, p.description, p.goals, p.outcomes, p.audience, p.language, p.place, p.capacity, p.institution_quota,
    p.needs_approval, p.enrolment_opens_at, p.enrolment_closes_at, p.offer_hours, p.fee, p.funding, p.partners,
    p.tpbis_strategy, p.theme, p.form, p.state, p.cancel_reason, p.is_template, p.cloned_from_id, p.created_at, p.published_at,
    p.cover_key, p.cover_alt,
    seats.confirmed_count, seats.offered_count, seats.requested_count, seats.waitlisted_count, times.starts_at, times.ends_at, times.session_count, times.jp
  from program p join library l on l.id = p.library_id
  cross join lateral (
    select coalesce(sum(people) filter (where status = 'confirmed'), 0)::int as confirmed_count,
      coalesce(sum(people) filter (where status = 'offered'), 0)::int as offered_count,
      count(*) filter (where status = 'requested')::int as requested_count,
      coalesce(sum(people) filter (where status = 'waitlisted'), 0)::int as waitlisted_count
    from program_enrolment e where e.program_id = p.id
  ) seats
  cross join lateral (
    select min(starts_at) as starts_at, max(ends_at) as ends_at, count(*)::int as session_count, coalesce(round(sum(jp::numeric), 2), 0)::float8 as jp
    from program_session s where s.program_id = p.id
  ) times
  where ${where}`;

export async function selectProgram(db: Db | Tx, id: number): Promise<Program | undefined> {
  const { rows } = await programs(sql`p.id = ${id}`).execute(db);
  return rows[0] && toProgram(rows[0]);
}

export async function selectProgramBySlug(db: Db | Tx, slug: string): Promise<Program | undefined> {
  const { rows } = await programs(sql`p.slug = ${slug}`).execute(db);
  return rows[0] && toProgram(rows[0]);
}

export interface ProgramFilter {
  states?: readonly ProgramState[] | undefined;
  /** Of these libraries; left out: of all. */
  libraryIds?: readonly number[] | undefined;
  audience?: string | undefined;
  theme?: string | undefined;
  kind?: string | undefined;
  series?: string | undefined;
  templates?: boolean | undefined;
  ids?: readonly number[] | undefined;
  /** With a session that ends after, or begins before, an instant. */
  from?: Date | undefined;
  to?: Date | undefined;
}

export async function selectPrograms(
  db: Db | Tx,
  filter: ProgramFilter,
  page: { limit: number; newestFirst: boolean; after: { at: string | null; id: number } | null },
): Promise<Program[]> {
  const { states, libraryIds, audience, theme, kind, series, templates = false, from, to } = filter;
  const where = [sql`p.is_template = ${templates}`];
  if (filter.ids) where.push(sql`p.id = any(${[...filter.ids]})`);
  if (states) where.push(sql`p.state = any(${states})`);
  if (libraryIds) where.push(sql`p.library_id = any(${libraryIds})`);
  // whoever looks for children's programmes also wants those for everybody
  if (audience) where.push(sql`p.audience in (${audience}, 'all')`);
  if (theme) where.push(sql`p.theme = ${theme}`);
  if (kind) where.push(sql`p.kind = ${kind}`);
  if (series) where.push(sql`p.series = ${series}`);
  if (from ?? to) {
    where.push(sql`exists (select 1 from program_session s where s.program_id = p.id
      and s.ends_at > ${from ?? new Date(0)} and s.starts_at < ${to ?? new Date('9999-01-01T00:00:00Z')})`);
  }
  const at = sql`coalesce(times.starts_at, 'infinity'::timestamptz)`;
  if (page.after) {
    const edge = sql`(${page.after.at ?? 'infinity'}::timestamptz, ${page.after.id}::bigint)`;
    where.push(page.newestFirst ? sql`(${at}, p.id) < ${edge}` : sql`(${at}, p.id) > ${edge}`);
  }
  const order = page.newestFirst ? sql`${at} desc, p.id desc` : sql`${at}, p.id`;
  const query = sql<ProgramRow>`${programs(sql.join(where, sql` and `))} order by ${order} limit ${page.limit}`;
  return (await query.execute(db)).rows.map(toProgram);
}

/** Locks a programme until the transaction ends: its enrolments are written one after another. @returns false without it */
export async function lockProgram(trx: Tx, id: number): Promise<boolean> {
  const row = await trx.selectFrom('program').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

export async function selectSlugsLike(db: Db | Tx, slug: string): Promise<Set<string>> {
  const rows = await db.selectFrom('program').select('slug').where('slug', 'like', `${slug}%`).execute();
  return new Set(rows.map((row) => row.slug));
}

const columns = ({ form, ...values }: ProgramValues) => ({ ...values, ...(form && { form: JSON.stringify(form) }) });

export async function insertProgram(
  trx: Tx,
  values: ProgramValues & { libraryId: number; slug: string; clonedFromId: number | null; now: Date },
): Promise<number> {
  const { libraryId, slug, clonedFromId, now, ...rest } = values;
  const row = await trx
    .insertInto('program')
    .values({ ...columns(rest), libraryId, slug, clonedFromId, state: 'draft', createdAt: now, changedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function updateProgram(trx: Tx, id: number, values: ProgramValues, now: Date): Promise<void> {
  await trx
    .updateTable('program')
    .set({ ...columns(values), changedAt: now })
    .where('id', '=', id)
    .execute();
}

/** The picture; null takes it away. */
export async function updateCover(trx: Tx, id: number, cover: Program['cover'], now: Date): Promise<void> {
  await trx
    .updateTable('program')
    .set({ coverKey: cover?.key ?? null, coverAlt: cover?.alt ?? '', changedAt: now })
    .where('id', '=', id)
    .execute();
}

/** What it is called and says of itself alone. */
export async function updateTexts(
  trx: Tx,
  id: number,
  texts: Pick<Program, 'title' | 'description' | 'partners' | 'slug'>,
): Promise<void> {
  await trx.updateTable('program').set(texts).where('id', '=', id).execute();
}

/** The questions of the registration form alone. */
export async function updateForm(trx: Tx, id: number, form: readonly FormQuestion[], now: Date): Promise<void> {
  await trx
    .updateTable('program')
    .set({ form: JSON.stringify(form), changedAt: now })
    .where('id', '=', id)
    .execute();
}

export async function setState(
  trx: Tx,
  id: number,
  { state, cancelReason, now }: { state: ProgramState; cancelReason: string; now: Date },
): Promise<void> {
  await sql`update program set state = ${state}, cancel_reason = ${cancelReason}, changed_at = ${now},
    published_at = case when ${state} = 'published' then coalesce(published_at, ${now}) else published_at end
    where id = ${id}`.execute(trx);
}

/** Published or running programmes whose sessions say that they are something else by now. */
export async function selectToAdvance(db: Db | Tx, now: Date, limit: number): Promise<number[]> {
  const query = sql<{ id: number }>`select p.id from program p
    join lateral (select min(starts_at) as starts_at, max(ends_at) as ends_at from program_session s
      where s.program_id = p.id) t on t.starts_at is not null
    where not p.is_template and ((p.state = 'published' and t.starts_at <= ${now}) or (p.state = 'running' and t.ends_at <= ${now}))
    order by p.id limit ${limit}`;
  return (await query.execute(db)).rows.map((row) => row.id);
}

/** How much is coming at each library that has something, and when the next session begins, or the one that runs began. */
export async function selectComing(
  db: Db | Tx,
  { audience, theme, from }: { audience?: string | undefined; theme?: string | undefined; from: Date },
): Promise<{ libraryId: number; count: number; nextAt: Date }[]> {
  const where = [sql`p.state in ('published', 'running') and not p.is_template and s.ends_at > ${from}`];
  if (audience) where.push(sql`p.audience in (${audience}, 'all')`);
  if (theme) where.push(sql`p.theme = ${theme}`);
  const query = sql<{ libraryId: number; count: number; nextAt: Date }>`
    select p.library_id, count(distinct p.id)::int as count, min(s.starts_at) as next_at
    from program p join program_session s on s.program_id = p.id
    where ${sql.join(where, sql` and `)} group by p.library_id`;
  return (await query.execute(db)).rows;
}

/** Themes and libraries of what is published, for the filters of the calendar. */
export async function selectFacets(
  db: Db | Tx,
): Promise<{ themes: string[]; libraries: { id: number; code: string; name: string }[] }> {
  const shown = sql`p.state in ('published', 'running') and not p.is_template`;
  const [themes, libraries] = await Promise.all([
    sql<{ theme: string }>`select distinct p.theme from program p where p.theme <> '' and ${shown} order by 1`.execute(
      db,
    ),
    sql<{ id: number; code: string; name: string }>`select distinct on (l.sort_order, l.name) l.id, l.code, l.name
      from program p join library l on l.id = p.library_id where ${shown} order by l.sort_order, l.name`.execute(db),
  ]);
  return { themes: themes.rows.map((row) => row.theme), libraries: libraries.rows };
}
