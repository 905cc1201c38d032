/** Who sends, as mail programs and the name service know them. */
export interface SenderAddress {
  /** In small letters; '' = none is set. */
  address: string;
  /** For which the world is asked; null: it is a name of this machine or house, which nobody outside can look up. */
  domain: string | null;
}

const ADDRESS = /[^\s<>"(),;]{1,64}@([^\s<>"(),;]{1,253})/;
const DOMAIN = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** RFC 6761, RFC 6762, and what ICANN keeps for networks of one's own. */
const HOUSE = /(?:^|\.)(?:localhost|local|internal|lan|invalid|test)$/;

/** @param mailFrom as `MAIL_FROM` has it: an address, with a name or without */
export function senderAddress(mailFrom: string): SenderAddress {
  const found = ADDRESS.exec(mailFrom.toLowerCase());
  const domain = (found?.[1] ?? '').replace(/\.$/, '');
  return { address: found?.[0] ?? '', domain: DOMAIN.test(domain) && !HOUSE.test(domain) ? domain : null };
}
