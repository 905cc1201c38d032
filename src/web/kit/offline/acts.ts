/** What a member may do without a network: it waits on the phone and is sent when the network is back. */
export type WaitingAct = { kind: 'renew'; loanId: number } | { kind: 'hold'; bibId: number; pickup: string };

const idOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;

/** The act that a form of the account or of a record sends, or null when it is another one. `path` without its language. */
export function actOf(path: string, search: string, fields: URLSearchParams): WaitingAct | null {
  if (path === '/akun' && search === '?/renew') {
    const loanId = idOf(fields.get('loanId'));
    return loanId === null ? null : { kind: 'renew', loanId };
  }
  const bibId = idOf(/^\/katalog\/(\d+)\/pesan$/.exec(path)?.[1] ?? null);
  // a library, or a library and one of its stops, as the form names it
  const pickup = fields.get('pickup') ?? '';
  return bibId === null || !/^\d+(:\d+)?$/.test(pickup) || search !== '' ? null : { kind: 'hold', bibId, pickup };
}
