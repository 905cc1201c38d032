import { readOutgoing } from '#platform/sending/read-outgoing';
import { troubleOf, type AskLimits } from './answer.ts';
import type { SourceTrouble } from '../client.ts';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The address of a question: what stands in the address of the catalogue (a key) stays. */
export function questionUrl(address: string, path: string, parameters: Readonly<Record<string, string>>): URL {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  url.hash = '';
  return url;
}

/** What an address answers as JSON (null for what is none), or why there is nothing. `absent`: it says that there is no such thing (404). */
export async function askJson(
  url: URL,
  limits: Pick<AskLimits, 'named' | 'patience' | 'mostBytes'>,
): Promise<{ said: unknown } | { absent: true } | { trouble: SourceTrouble }> {
  const found = await readOutgoing(url, { named: limits.named, patience: limits.patience, most: limits.mostBytes });
  if (!('trouble' in found)) return { said: parsed(found.body.toString('utf8')) };
  const { trouble } = found;
  return trouble === 'status' && found.status === 404 ? { absent: true } : troubleOf(found);
}
