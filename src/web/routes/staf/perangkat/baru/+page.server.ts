import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { authorizeAnywhere, can } from '#platform/rights/authorize';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'devices.enrol' };

export const load: PageServerLoad = async ({ locals: { ctx } }) => {
  authorizeAnywhere(ctx, 'devices.enrol');
  const libraries = await listLibraries(ctx, { active: true });
  return {
    own: libraries.find(({ id }) => id === ctx.libraryId)?.code ?? null,
    libraries: libraries
      .filter(({ id }) => can(ctx.actor, 'devices.enrol', id))
      .map(({ code, name, type }) => ({ value: code, label: name, mobile: type === 'keliling' })),
  };
};
