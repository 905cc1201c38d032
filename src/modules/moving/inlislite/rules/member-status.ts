import type { Codes } from '#shared/moving/codes';

/** `pending`: registered in the OPAC, and nobody has agreed yet; `cleared`: has given everything back and is no member any more. */
export type MemberStatus = 'active' | 'pending' | 'suspended' | 'cleared';

const BY_ID: Readonly<Record<string, MemberStatus>> = { 1: 'pending', 3: 'active', 5: 'suspended', 6: 'cleared' };

/** By what the library calls a status, else by the number that INLISLite delivers. */
export function statusOf(id: string | null, names: Codes): { status: MemberStatus; isUnknown: boolean } {
  const name = names.get(id)?.name ?? '';
  const key = (id ?? '').trim().replace(/\.0*$/, '');
  const found: MemberStatus | undefined = /bebas|clear/i.test(name)
    ? 'cleared'
    : /suspen|skors|blokir/i.test(name)
      ? 'suspended'
      : /online|menunggu|belum/i.test(name)
        ? 'pending'
        : /^aktif$|^active$/i.test(name)
          ? 'active'
          : name === ''
            ? BY_ID[key]
            : undefined;
  return { status: found ?? 'active', isUnknown: found === undefined && key !== '' };
}
