/** A partner that an address of a mail leads to. */
export interface Hit {
  partnerId: number;
  address: string;
}

const only = (hits: readonly Hit[]): number | null => {
  const [first, ...others] = new Set(hits.map(({ partnerId }) => partnerId));
  return first !== undefined && others.length === 0 ? first : null;
};

/**
 * With which partner a mail was written: the one that its addresses lead to; of several the one who wrote it. null: nobody can tell, and staff
 * say it.
 * @param senders who wrote it, in small letters
 */
export const choosePartner = (hits: readonly Hit[], senders: readonly string[]): number | null =>
  only(hits) ?? only(hits.filter(({ address }) => senders.includes(address)));
