import { getSetting, mainLibrary, networkZone } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { localDate } from '#shared/dates';

/** What the fields of a signature show at first: who signs letters of the network, today. */
export async function signFirst(ctx: Ctx) {
  const { signName, signOffice, place } = await getSetting(ctx.db, 'letterhead');
  const library = await mainLibrary(ctx);
  return {
    signedBy: signName,
    signedOffice: signOffice,
    signedPlace: place || (library?.city ?? ''),
    signedOn: localDate(ctx.clock.now(), await networkZone(ctx.db)),
  };
}
