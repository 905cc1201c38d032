import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import type { AuthorityKind } from '../rules/terms.ts';

/** An authority that a heading of a record may mean. */
export interface LinkTarget {
  id: number;
  kind: AuthorityKind;
  folded: string;
  /** Found by a form that is not used; counts only when it is the only one of that form. */
  byVariant: boolean;
}

/** Which of these ids are authorities, and under which id they live on after merging. */
export async function liveAuthorityIds(db: Db | Tx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; live: number }>`
    with recursive chain as (
      select id as start, id, merged_into_id from authority where id = any(${ids}::bigint[])
      union
      select chain.start, a.id, a.merged_into_id from chain join authority a on a.id = chain.merged_into_id
    )
    select start as id, id as live from chain where merged_into_id is null`.execute(db);
  return new Map(rows.map((row) => [row.id, row.live]));
}

/** Authorities whose heading or unused form folds to one of the texts. */
export async function findLinkTargets(db: Db | Tx, folded: readonly string[]): Promise<LinkTarget[]> {
  if (folded.length === 0) return [];
  const { rows } = await sql<LinkTarget>`
    with wanted as (select distinct unnest(${folded}::text[]) as folded)
    select a.id, a.kind, a.folded_heading as folded, false as "byVariant"
    from wanted join lateral unnest(array['name', 'corporate', 'subject', 'series']) as kinds(kind) on true
    join authority a on a.kind = kinds.kind and md5(a.folded_heading) = md5(wanted.folded)
      and a.folded_heading = wanted.folded and a.merged_into_id is null
    union all
    select a.id, a.kind, v.folded_form, true
    from wanted join authority_variant v on md5(v.folded_form) = md5(wanted.folded) and v.folded_form = wanted.folded
      and v.kind = 'see'
    join authority a on a.id = v.authority_id and a.merged_into_id is null`.execute(db);
  return rows;
}

/** Sets the links of records: links that stay are not touched, so that whoever follows this table sees real changes only. */
export async function replaceBibLinks(
  trx: Tx,
  bibIds: readonly number[],
  links: readonly { bibId: number; authorityId: number; tag: string }[],
  areNew: boolean,
): Promise<void> {
  const wanted = sql`unnest(${links.map((link) => link.bibId)}::bigint[], ${links.map((link) => link.authorityId)}::bigint[],
    ${links.map((link) => link.tag)}::text[]) as wanted (bib_id, authority_id, tag)`;
  if (!areNew && bibIds.length > 0) {
    await sql`
      delete from bib_authority old where old.bib_id = any(${bibIds}::bigint[]) and not exists (
        select 1 from ${wanted} where wanted.bib_id = old.bib_id and wanted.authority_id = old.authority_id
          and wanted.tag = old.tag)`.execute(trx);
  }
  if (links.length === 0) return;
  await sql`
    insert into bib_authority (bib_id, authority_id, tag)
    select * from ${wanted}
    on conflict do nothing`.execute(trx);
}

/** Records that use a heading, in the order of their ids, from after `afterId`; locked. */
export async function lockBibsOfAuthority(
  trx: Tx,
  authorityId: number,
  afterId: number,
  limit: number,
): Promise<{ id: number; marc: MarcRecord }[]> {
  const { rows } = await sql<{ id: number; marc: MarcRecord }>`
    select b.id, b.marc from bib b
    where b.id > ${afterId} and exists (select 1 from bib_authority l where l.bib_id = b.id and l.authority_id = ${authorityId})
    order by b.id limit ${limit} for update of b`.execute(trx);
  return rows;
}
