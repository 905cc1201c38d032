import { verifyClassCertificate } from '#modules/learning/classes';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { secret: 'the code of the certificate' };

export const load: PageServerLoad = async ({ locals: { ctx }, params, getClientAddress, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const { issuedOn, ...found } = await verifyClassCertificate(ctx, { code: params.kode, ip: getClientAddress() });
  return { ...found, day: formatDate(issuedOn, ctx.locale) };
};
