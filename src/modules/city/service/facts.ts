import { m } from '#i18n/messages';
import type { FactSource } from '#platform/facts';
import { requestsAnswered, requestsReceived } from './data/facts.queries.ts';

const always = { unit: 'acts', who: [], without: null, keeps: 'always' } as const;

/** What is counted of tickets, every day. Contacts go from them; they stay. */
export const facts: readonly FactSource[] = [
  { ...always, kind: 'request_received', label: m.facts_kind_request_received, cuts: ['kind'], rows: requestsReceived },
  { ...always, kind: 'request_answered', label: m.facts_kind_request_answered, cuts: ['kind'], rows: requestsAnswered },
];
