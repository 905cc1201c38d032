/** Parameters of an address that let somebody in. */
const SECRET = /key|token|secret|pass|pwd|auth|sig/i;
/** What stands in their place wherever an address is shown or kept in the trace. */
const MASK = '***';

function parsed(address: string): URL | null {
  const url = URL.parse(address);
  return url !== null && [...url.searchParams.keys()].some((name) => SECRET.test(name)) ? url : null;
}

/** An address as people may see it: without the values of parameters that let somebody in. */
export function shownAddress(address: string): string {
  const url = parsed(address);
  if (!url) return address;
  for (const name of new Set(url.searchParams.keys())) if (SECRET.test(name)) url.searchParams.set(name, MASK);
  return url.href;
}

/**
 * The address that somebody saves who saw it without its secrets: what is masked is taken from before. Null where that would give a secret to
 * another host, or there was none: it is to be written again.
 */
export function withSecretsOf(address: string, before: string): string | null {
  const url = parsed(address);
  if (!url) return address;
  const masked = [...url.searchParams].filter(([name, value]) => SECRET.test(name) && value === MASK);
  if (masked.length === 0) return address;
  const old = URL.parse(before);
  if (old?.origin !== url.origin) return null;
  for (const [name] of masked) {
    const secret = old.searchParams.get(name);
    if (secret === null) return null;
    url.searchParams.set(name, secret);
  }
  return url.href;
}
