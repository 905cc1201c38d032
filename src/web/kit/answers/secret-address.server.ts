/**
 * Headers of a page whose address is a key: no cache keeps it, and no other page, of ours or of others, learns more of it than from which site one
 * comes. `no-referrer` would say still less, but browsers then send the forms of the page with `Origin: null`, which is refused as another site's:
 * without JavaScript they would not work.
 */
export const SECRET_ADDRESS = { 'referrer-policy': 'strict-origin', 'cache-control': 'no-store' } as const;
