import { listPeople, listServices, listSitePictures } from '#modules/city/site';
import { MOST_PEOPLE, MOST_SERVICES } from '#modules/city/site/client';
import { getLibraryByCode } from '#modules/ground/libraries';
import { picturesOf } from '#modules/ground/content';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import type { PageAccess } from '#platform/rights/access';
import { formatDate, localDate } from '#shared/dates';
import { dropLink, linkLists, putLink, shiftLink } from '#web/features/site/framing/links.server.ts';
import {
  dropPerson,
  dropService,
  putPerson,
  putService,
  shiftPerson,
  shiftService,
} from '#web/features/site/framing/people.server.ts';
import { formAction, type Sent } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'site.edit' };

/** So many pictures are offered. */
const PICTURES = 100;

/** Pictures that can stand beside a person of a library: those it may choose from, and those that stand there. */
async function pictureOptions(ctx: Ctx, libraryId: number, chosen: readonly number[]) {
  const offered = await listSitePictures(ctx, { libraryId, limit: PICTURES });
  const others = await picturesOf(
    ctx.db,
    chosen.filter((id) => !offered.some((picture) => picture.id === id)),
  );
  return [...offered, ...others.values()].map(({ id, alt }) => ({ value: id, label: alt }));
}

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const { id, name, code, timeZone, active } = await getLibraryByCode(ctx, params.code);
  const { people, version } = await listPeople(ctx, id);
  const services = await listServices(ctx, id);
  const [links] = await linkLists(ctx, id, ['menu']);
  return {
    name,
    publicHref: active ? localizeHref(`/perpustakaan/${code.toLowerCase()}`) : null,
    links,
    people: {
      version,
      full: people.length >= MOST_PEOPLE,
      people: people.map(({ agreedAt, ...person }) => ({
        ...person,
        since: m.site_person_since({ day: formatDate(localDate(agreedAt, timeZone), ctx.locale) }),
      })),
      pictures: await pictureOptions(
        ctx,
        id,
        people.flatMap(({ pictureId }) => pictureId ?? []),
      ),
    },
    services: { ...services, full: services.services.length >= MOST_SERVICES },
  };
};

/** The library whose page it is. */
const libraryOf = async ({ ctx, params }: Pick<Sent, 'ctx' | 'params'>): Promise<number> =>
  (await getLibraryByCode(ctx, params.code ?? '')).id;

export const actions: Actions = {
  link: formAction({ form: 'link', anywhere: true }, async (sent) =>
    putLink(sent.ctx, await libraryOf(sent), sent.values),
  ),
  shiftLink: formAction({ form: 'shiftLink', anywhere: true }, async (sent) =>
    shiftLink(sent.ctx, await libraryOf(sent), sent.values),
  ),
  dropLink: formAction({ form: 'dropLink', anywhere: true }, async (sent) =>
    dropLink(sent.ctx, await libraryOf(sent), sent.values),
  ),
  person: formAction({ form: 'person', anywhere: true }, async (sent) =>
    putPerson(sent.ctx, await libraryOf(sent), sent.values),
  ),
  shiftPerson: formAction({ form: 'shiftPerson', anywhere: true }, async (sent) =>
    shiftPerson(sent.ctx, await libraryOf(sent), sent.values),
  ),
  dropPerson: formAction({ form: 'dropPerson', anywhere: true }, async (sent) =>
    dropPerson(sent.ctx, await libraryOf(sent), sent.values),
  ),
  service: formAction({ form: 'service', anywhere: true }, async (sent) =>
    putService(sent.ctx, await libraryOf(sent), sent.values),
  ),
  shiftService: formAction({ form: 'shiftService', anywhere: true }, async (sent) =>
    shiftService(sent.ctx, await libraryOf(sent), sent.values),
  ),
  dropService: formAction({ form: 'dropService', anywhere: true }, async (sent) =>
    dropService(sent.ctx, await libraryOf(sent), sent.values),
  ),
};
