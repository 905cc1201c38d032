import type { Judged } from './record-states.ts';

/** RFC 7208. */
export const isSpf = (record: string): boolean => /^v=spf1(?:\s|$)/i.test(record);
/** RFC 7208, section 4.6.4. */
export const MOST_LOOKUPS = 10;

/** One record, taken apart. */
export interface Spf {
  /** Its terms in small letters, without `+`: `include:_spf.example.com`, `-all`. */
  terms: readonly string[];
  /** Where it goes on. */
  includes: readonly string[];
  redirect: string | null;
  /** Questions to the name service that it costs by itself. */
  lookups: number;
}

const LOOKS_UP = /^[-~?]?(?:include:|a(?:[:/]|$)|mx(?:[:/]|$)|ptr(?::|$)|exists:|redirect=)/;
const valueOf = (term: string, start: string): string[] => (term.startsWith(start) ? [term.slice(start.length)] : []);
const NAME = /^[a-z0-9_.-]{1,253}$/;

export function readSpf(record: string): Spf {
  const terms = record
    .toLowerCase()
    .split(/\s+/)
    .slice(1)
    .flatMap((term) => term.replace(/^\+/, '') || []);
  const redirects = terms.flatMap((term) => valueOf(term, 'redirect=')).filter((name) => NAME.test(name));
  return {
    terms,
    // names with macros nobody can look up without a mail
    includes: terms.flatMap((term) => valueOf(term, 'include:')).filter((name) => NAME.test(name)),
    // RFC 7208, section 6.1: `all` comes first
    redirect: terms.some((term) => /^[-~?]?all$/.test(term)) ? null : (redirects[0] ?? null),
    lookups: terms.filter((term) => LOOKS_UP.test(term)).length,
  };
}

/** Providers of mail that say themselves what is to be named, by the end of their host. */
const PROVIDERS: readonly (readonly [end: string, name: string])[] = [
  ['gmail.com', '_spf.google.com'],
  ['google.com', '_spf.google.com'],
  ['office365.com', 'spf.protection.outlook.com'],
  ['outlook.com', 'spf.protection.outlook.com'],
  ['amazonaws.com', 'amazonses.com'],
  ['sendgrid.net', 'sendgrid.net'],
  ['mailgun.org', 'mailgun.org'],
];
const LOCAL = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/;
const NUMBERS = /^(?:\d{1,3}(?:\.\d{1,3}){3})$/;

/** The term by which the mail server that we use stands in the record. `certain`: without it our mails are not covered. */
export interface ServerTerm {
  term: string;
  certain: boolean;
}

/** @param smtpUrl as `SMTP_URL` has it */
export function serverTerm(smtpUrl: string | null): ServerTerm {
  const host = (smtpUrl === null ? '' : (URL.parse(smtpUrl)?.hostname ?? '')).toLowerCase();
  const provider = PROVIDERS.find(([end]) => host === end || host.endsWith(`.${end}`));
  if (provider) return { term: `include:${provider[1]}`, certain: true };
  // from where a server in the house sends in the end nobody here knows
  if (host === '' || LOCAL.test(host) || host.includes(':')) return { term: 'mx', certain: false };
  return { term: NUMBERS.test(host) ? `ip4:${host}` : `a:${host}`, certain: false };
}

/** What to publish: what stands there with our mail server in it, or a record of our own. */
export function spfToPublish(found: readonly string[], { term }: ServerTerm): string {
  const [only, ...others] = found.filter(isSpf);
  if (only === undefined || others.length > 0) return `v=spf1 ${term} ~all`;
  const terms = only.trim().split(/\s+/);
  const closed = terms.map((one) => (/^\+?all$/i.test(one) ? '~all' : one));
  if (closed.some((one) => one.toLowerCase().replace(/^\+/, '') === term)) return closed.join(' ');
  const end = closed.findIndex((one) => /^[-~?]all$/i.test(one) || /^redirect=/i.test(one));
  return (end < 0 ? [...closed, term, '~all'] : closed.toSpliced(end, 0, term)).join(' ');
}

/** What all records together say, those in which the first goes on included. */
export interface SpfTree {
  terms: readonly string[];
  lookups: number;
}

/** @param records what stands with the domain; @param tree what they lead to */
export function judgeSpf(records: readonly string[], tree: SpfTree, { term, certain }: ServerTerm): Judged {
  const [only, ...others] = records.filter(isSpf);
  if (only === undefined) return { state: 'missing', reason: '' };
  if (others.length > 0) return { state: 'different', reason: 'twice' };
  if (readSpf(only).terms.includes('all')) return { state: 'different', reason: 'open_to_all' };
  if (tree.lookups > MOST_LOOKUPS) return { state: 'different', reason: 'too_many_lookups' };
  if (tree.terms.includes(term)) return { state: 'present', reason: certain || term !== 'mx' ? '' : 'server_unknown' };
  return certain ? { state: 'different', reason: 'server_missing' } : { state: 'present', reason: 'server_unknown' };
}
