import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { linksOpened } from './data/facts.queries.ts';

/** What is counted of short links, every day: openings by nobody in particular. */
export const facts: readonly FactSource[] = [
  {
    kind: 'link_opened',
    label: m.facts_kind_link_opened,
    unit: 'acts',
    without: null,
    cuts: ['link_kind'],
    who: [],
    keeps: 'always',
    rows: linksOpened,
  },
];
