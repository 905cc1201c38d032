import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { messagesSent } from './data/facts.queries.ts';

/** What is counted of messages, every day. All that was told to a member goes with an erasure: no day is counted again. */
export const facts: readonly FactSource[] = [
  {
    kind: 'message',
    label: m.facts_kind_message,
    unit: 'acts',
    without: m.facts_without_applicants,
    cuts: ['channel'],
    who: [],
    keeps: 'once',
    rows: messagesSent,
  },
];
