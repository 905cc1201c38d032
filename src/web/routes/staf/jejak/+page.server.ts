import { changesOf, listAuditEntities, searchAudit, type AuditRow } from '#modules/ground/audit';
import { listLibraries, zoneOf } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import { addDays, formatInstant, instantAt, isDay } from '#shared/dates';
import { libraryOptions, placeName } from '#web/features/identity/identity-views.server.ts';
import { idAsked, instantAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'audit.read' };

const PAGE = 50;
/** Names of the filters in the address. */
/** `sejak` and `hingga` are instants in milliseconds: the first page leads to exactly what it counted. */
const FILTERS = [
  'oleh',
  'jenis',
  'nomor',
  'tindakan',
  'dari',
  'sampai',
  'perpustakaan',
  'kata',
  'sejak',
  'hingga',
] as const;

const named = (prefix: string, code: string, locale: Locale): string => sentenceOf(prefix, code, {}, locale) ?? code;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const zone = await zoneOf(ctx);
  const get = (name: (typeof FILTERS)[number]): string => url.searchParams.get(name)?.trim() ?? '';
  const [from, to] = [get('dari'), get('sampai')];
  const rows = await searchAudit(ctx, {
    actor: get('oleh') || undefined,
    entity: get('jenis') || undefined,
    entityId: get('nomor') || undefined,
    action: get('tindakan') || undefined,
    from: isDay(from) ? instantAt(from, 0, zone) : (instantAsked(get('sejak')) ?? undefined),
    to: isDay(to) ? instantAt(addDays(to, 1), 0, zone) : (instantAsked(get('hingga')) ?? undefined),
    libraryId: idAsked(get('perpustakaan')) ?? undefined,
    q: get('kata') || undefined,
    beforeId: idAsked(url.searchParams.get('sebelum')) ?? undefined,
    limit: PAGE,
  });
  const libraries = await listLibraries(ctx);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  const filter = Object.fromEntries(FILTERS.map((name) => [name, get(name)])) as Record<
    (typeof FILTERS)[number],
    string
  >;
  const show = (row: AuditRow) => ({
    id: row.id,
    when: formatInstant(row.at, zone, ctx.locale, 'medium'),
    who: row.actorName,
    via: named('audit_via', row.via, ctx.locale),
    action: named('audit_action', row.action, ctx.locale),
    code: row.action,
    entity: named('audit_entity', row.entity, ctx.locale),
    entityId: row.entityId,
    library: row.libraryId === null ? null : placeName(libraries, row.libraryId),
    changes: changesOf(row.before, row.after),
  });
  return {
    filter,
    filtered: FILTERS.some((name) => get(name) !== ''),
    next: last ? `?${new URLSearchParams({ ...filter, sebelum: String(last.id) })}` : null,
    events: rows.slice(0, PAGE).map(show),
    entities: (await listAuditEntities(ctx)).map((entity) => ({
      value: entity,
      label: named('audit_entity', entity, ctx.locale),
    })),
    libraries: libraryOptions(libraries),
  };
};
