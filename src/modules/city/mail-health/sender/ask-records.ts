import { judgeDkim, judgeDmarc } from '../rules/tag-lists.ts';
import type { Judged, MailRecord } from '../rules/record-states.ts';
import { isSpf, judgeSpf, MOST_LOOKUPS, readSpf, type ServerTerm, type SpfTree } from '../rules/spf.ts';
import type { AskTxt, TxtAnswer } from './ask-txt.ts';

/** What was found of one record. */
export interface Checked extends Judged {
  record: MailRecord;
  name: string;
  found: readonly string[];
}

const recordsOf = (answer: TxtAnswer): readonly string[] => (answer.state === 'found' ? answer.records : []);
const unreachable: Judged = { state: 'unreachable', reason: '' };

/** Follows a record to the others in which it goes on; null: one of them did not answer. */
async function spfTree(ask: AskTxt, first: string): Promise<SpfTree | null> {
  const terms: string[] = [];
  let lookups = 0;
  const open = [first];
  const seen = new Set<string>();
  for (let record = open.shift(); record !== undefined; record = open.shift()) {
    const spf = readSpf(record);
    terms.push(...spf.terms);
    lookups += spf.lookups;
    const next = [...spf.includes, ...(spf.redirect === null ? [] : [spf.redirect])];
    for (const name of next) {
      if (lookups > MOST_LOOKUPS || seen.has(name)) continue;
      seen.add(name);
      const answer = await ask(name);
      if (answer.state === 'unreachable') return null;
      open.push(...recordsOf(answer).filter(isSpf).slice(0, 1));
    }
  }
  return { terms, lookups };
}

async function checkSpf(ask: AskTxt, domain: string, server: ServerTerm): Promise<Checked> {
  const answer = await ask(domain);
  const found = recordsOf(answer).filter(isSpf);
  const place = { record: 'spf', name: domain, found } as const;
  if (answer.state === 'unreachable') return { ...place, ...unreachable };
  const tree = await spfTree(ask, found[0] ?? '');
  return { ...place, ...(tree === null ? unreachable : judgeSpf(found, tree, server)) };
}

/** The domain and those above it that could belong to somebody: `a.b.go.id`, `b.go.id`, `go.id`. */
const upwards = (domain: string): string[] => {
  const labels = domain.split('.');
  return [...labels.keys()].slice(0, -1).map((at) => labels.slice(at).join('.'));
};
/** No more questions for one domain than this. */
const MOST_PARENTS = 4;

async function checkDmarc(ask: AskTxt, domain: string): Promise<Checked> {
  const name = `_dmarc.${domain}`;
  const missing: Checked = { record: 'dmarc', name, found: [], state: 'missing', reason: '' };
  for (const [at, one] of upwards(domain).slice(0, MOST_PARENTS).entries()) {
    const answer = await ask(`_dmarc.${one}`);
    if (answer.state === 'unreachable') return { ...missing, ...unreachable };
    const judged = judgeDmarc(recordsOf(answer), at > 0);
    if (judged.state !== 'missing') return { ...missing, found: recordsOf(answer), ...judged };
  }
  return missing;
}

async function checkDkim(ask: AskTxt, name: string, publicKey: string): Promise<Checked> {
  const answer = await ask(name);
  const found = recordsOf(answer);
  const judged = answer.state === 'unreachable' ? unreachable : judgeDkim(found, publicKey);
  return { record: 'dkim', name, found, ...judged };
}

/** Asks what is published for mails of a domain. @param keys ours, by the names at which they should stand */
export async function askRecords(
  ask: AskTxt,
  {
    domain,
    server,
    keys,
  }: { domain: string; server: ServerTerm; keys: readonly { name: string; publicKey: string }[] },
): Promise<Checked[]> {
  return Promise.all([
    checkSpf(ask, domain, server),
    ...keys.map(async ({ name, publicKey }) => checkDkim(ask, name, publicKey)),
    checkDmarc(ask, domain),
  ]);
}
