import type { Locale } from '#platform/context';
import { sentenceOf } from '#platform/requests/problem';
import type { Said } from './rules/said.ts';

/** What is said of a row, as a sentence. */
export const explainSaid = ({ code, params = {} }: Said, locale: Locale): string =>
  sentenceOf('slims_said', code, { ...params }, locale) ?? code;
