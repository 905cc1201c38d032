import { m } from '#i18n/messages';
import { canAnywhere, seenLibraries } from '#platform/rights/authorize';
import { addDays, instantAt, zoneName } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { nothing, type AnalysisDefinition, type AnalysisSheet, type Asked, type SheetTable } from '../analysis.ts';
import { countActions } from '../data/staff-acts.queries.ts';
import { analysisErrors } from '../errors.ts';
import { countActs, COUNTED_ACTIONS, STAFF_ACT_KEYS, UNDONE_PAIRS, type StaffActKey } from '../rules/staff-acts.ts';

const NAMES: Record<StaffActKey, typeof m.analyses_staff_act_lent> = {
  cataloged: m.analyses_staff_act_cataloged,
  corrected: m.analyses_staff_act_corrected,
  copies: m.analyses_staff_act_copies,
  withdrawn: m.analyses_staff_act_withdrawn,
  lent: m.analyses_staff_act_lent,
  returned: m.analyses_staff_act_returned,
  renewed: m.analyses_staff_act_renewed,
  holds: m.analyses_staff_act_holds,
  members: m.analyses_staff_act_members,
  visits: m.analyses_staff_act_visits,
  programs: m.analyses_staff_act_programs,
  enrolled: m.analyses_staff_act_enrolled,
  suggestions: m.analyses_staff_act_suggestions,
  letters: m.analyses_staff_act_letters,
  reviews: m.analyses_staff_act_reviews,
};

interface Person {
  accountId: number;
  name: string;
  counts: Record<StaffActKey, number>;
  total: number;
}

/** Whose acts are told, and at which libraries: one's own wherever they were; of others what the trail shows this reader. */
function scopeOf({ ctx, accountId: asked, library, libraryIds }: Asked): {
  accountId: number | null;
  libraryIds: readonly number[] | null;
  isOwn: boolean;
} {
  const { actor } = ctx;
  const own = actor.kind === 'account' ? actor.id : null;
  const readsTrail = canAnywhere(actor, 'audit.read');
  const accountId = asked ?? (readsTrail ? null : own);
  if (accountId !== null && accountId === own) return { accountId, libraryIds, isOwn: true };
  if (!readsTrail) throw analysisErrors.accountHidden();
  return { accountId, libraryIds: seenLibraries(ctx, 'audit.read', library?.id), isOwn: false };
}

async function peopleOf({ ctx, from, to, zone }: Asked, scope: ReturnType<typeof scopeOf>): Promise<Person[]> {
  const found = await countActions(ctx.db, {
    ...{ accountId: scope.accountId, libraryIds: scope.libraryIds },
    ...{ from: instantAt(from, 0, zone), until: instantAt(addDays(to, 1), 0, zone) },
    ...{ actions: COUNTED_ACTIONS, pairs: UNDONE_PAIRS },
  });
  return [...Map.groupBy(found, ({ accountId }) => accountId)]
    .map(([accountId, some]) => {
      const counts = countActs(new Map(some.map(({ action, n }) => [action, n])));
      const total = STAFF_ACT_KEYS.reduce((sum, key) => sum + counts[key], 0);
      return { accountId, name: some[0]?.name ?? '', counts, total };
    })
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'id'));
}

/** The paper of one person: an act a row. */
function ownTable({ ctx, from, to }: Asked, { name, counts, total }: Person): SheetTable {
  const said = { locale: ctx.locale };
  const trail = new URLSearchParams({ oleh: name, dari: from, sampai: to });
  return {
    title: m.analyses_staff_table_one({ name }, said),
    columns: [
      { label: m.analyses_staff_act({}, said), unit: 'text' },
      { label: m.analyses_staff_count({}, said), unit: 'count' },
    ],
    rows: STAFF_ACT_KEYS.filter((key) => counts[key] > 0).map((key) => ({
      cells: [NAMES[key]({}, said), counts[key]],
      href: canAnywhere(ctx.actor, 'audit.read') ? `/staf/jejak?${trail.toString()}` : undefined,
    })),
    total: [m.analyses_total({}, said), total],
  };
}

/** Everybody beside each other, in the order of their names: nobody is ranked. */
function allTable({ ctx, from, to, library }: Asked, people: readonly Person[]): SheetTable {
  const said = { locale: ctx.locale };
  const keys = STAFF_ACT_KEYS.filter((key) => people.some(({ counts }) => counts[key] > 0));
  const addressOf = (accountId: number): string => {
    const address = new URLSearchParams({ dari: from, sampai: to, petugas: String(accountId) });
    if (library) address.set('perpustakaan', library.code);
    return `/staf/laporan/telaah/kegiatan-staf?${address.toString()}`;
  };
  return {
    title: m.analyses_staff_table_all({}, said),
    columns: [
      { label: m.analyses_staff_account({}, said), unit: 'text' },
      ...keys.map((key) => ({ label: NAMES[key]({}, said), unit: 'count' as const })),
      { label: m.analyses_total({}, said), unit: 'count' },
    ],
    rows: people.map(({ accountId, name, counts, total }) => ({
      cells: [name, ...keys.map((key) => counts[key]), total],
      href: addressOf(accountId),
    })),
  };
}

async function make(asked: Asked): Promise<AnalysisSheet> {
  const { ctx, zone } = asked;
  const said = { locale: ctx.locale };
  const scope = scopeOf(asked);
  const notes = [
    ...(scope.isOwn ? [m.analyses_staff_note_own({}, said)] : []),
    m.analyses_staff_note_trail({}, said),
    m.analyses_staff_note_not({}, said),
    ...(scope.libraryIds === null ? [] : [m.analyses_staff_note_library({}, said)]),
    m.analyses_staff_note_days({ zone: zoneName(zone, ctx.clock.now()) }, said),
  ];
  const people = await peopleOf(asked, scope);
  const [person] = people;
  if (!person) return nothing(notes);
  if (scope.accountId === null) {
    const count = people.reduce((sum, { total }) => sum + total, 0);
    return {
      finding: m.analyses_staff_finding_all({ accounts: people.length, count: formatNumber(count, ctx.locale) }, said),
      ...{ notes, chart: null, tables: [allTable(asked, people)] },
    };
  }
  const most = STAFF_ACT_KEYS.toSorted((a, b) => person.counts[b] - person.counts[a])[0];
  return {
    finding: m.analyses_staff_finding_one(
      {
        ...{ name: person.name, count: formatNumber(person.total, ctx.locale) },
        most: most ? NAMES[most]({}, said).toLocaleLowerCase(ctx.locale) : '',
      },
      said,
    ),
    ...{ notes, chart: null, tables: [ownTable(asked, person)] },
  };
}

/** What staff did, for the paper that they attach for credit points. */
export const staffActivity: AnalysisDefinition = {
  key: 'kegiatan-staf',
  name: m.analyses_staff_name,
  about: m.analyses_staff_about,
  may: null,
  inputs: [],
  make,
};
