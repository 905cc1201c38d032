import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { membersJoined, membershipsEnded } from './data/facts.queries.ts';

/** What is counted of members, every day. An erasure leaves group, place and days to the pseudonym, so no day loses anybody. */
export const facts: readonly FactSource[] = [
  {
    kind: 'new_member',
    label: m.facts_kind_new_member,
    unit: 'people',
    without: m.facts_without_library_then,
    cuts: ['member_kind'],
    who: ['category', 'age', 'sex', 'kelurahan'],
    tied: ['member_kind'],
    keeps: 'always',
    rows: membersJoined,
  },
  {
    kind: 'membership_ended',
    label: m.facts_kind_membership_ended,
    unit: 'people',
    without: m.facts_without_renewed_cards,
    cuts: ['member_kind'],
    who: [],
    keeps: 'always',
    rows: membershipsEnded,
  },
];
