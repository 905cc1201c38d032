import { Resolver } from 'node:dns/promises';

/** What the name service says of texts at a name. */
export type TxtAnswer = { state: 'found'; records: readonly string[] } | { state: 'none' } | { state: 'unreachable' };
export type AskTxt = (name: string) => Promise<TxtAnswer>;

const WAIT = { timeout: 2_000, tries: 2 };
/** All of one question, whatever number of servers it goes to. */
const MOST_MS = 6_000;
/** More than anybody publishes at one name, and longer. */
const MOST_RECORDS = 50;
const LONGEST = 4_000;

/** There is no such name, or no text at it: that is an answer. */
const NONE = ['ENOTFOUND', 'ENODATA'];
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const clean = (text: string): string =>
  text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST)
    .toWellFormed();

/** Asks the name service of this machine. @param servers others, as `192.0.2.1:53` */
export function askTxt(servers?: readonly string[]): AskTxt {
  return async (name) => {
    const resolver = new Resolver(WAIT);
    if (servers) resolver.setServers(servers);
    const ended = setTimeout(() => resolver.cancel(), MOST_MS);
    try {
      const found = await resolver.resolveTxt(name);
      // one text comes in pieces of 255 letters
      const records = found.slice(0, MOST_RECORDS).map((pieces) => clean(pieces.join('')));
      return records.length === 0 ? { state: 'none' } : { state: 'found', records };
    } catch (error) {
      return NONE.includes(codeOf(error)) ? { state: 'none' } : { state: 'unreachable' };
    } finally {
      clearTimeout(ended);
    }
  };
}
