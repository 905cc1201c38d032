import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { copiesAdded, copiesWrittenOff, filesDownloaded } from './data/facts.queries.ts';

/** What is counted of the collection, every day. */
export const facts: readonly FactSource[] = [
  {
    kind: 'copy_added',
    label: m.facts_kind_copy_added,
    unit: 'copies',
    without: m.facts_without_owner_then,
    cuts: ['class', 'item_type', 'source'],
    who: [],
    keeps: 'always',
    rows: copiesAdded,
  },
  {
    kind: 'copy_written_off',
    label: m.facts_kind_copy_written_off,
    unit: 'copies',
    without: m.facts_without_restored,
    cuts: ['class', 'item_type', 'source'],
    who: [],
    keeps: 'always',
    rows: copiesWrittenOff,
  },
  {
    kind: 'download',
    label: m.facts_kind_download,
    unit: 'acts',
    without: null,
    cuts: ['class', 'media_type'],
    who: [],
    // a file that is removed takes its downloads along
    keeps: 'once',
    rows: filesDownloaded,
  },
];
