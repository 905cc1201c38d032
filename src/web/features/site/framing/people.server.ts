import {
  listPeople,
  listServices,
  savePeople,
  saveServices,
  type PersonInput,
  type ServiceInput,
} from '#modules/city/site';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { idIn, idOrNull, versionIn } from '#web/kit/form/read-fields.server.ts';
import { movedRow, saveChanged, withoutRow, withRow } from './list-acts.server.ts';

type Values = Record<string, string>;

async function changePeople(
  ctx: Ctx,
  { libraryId, values }: { libraryId: number; values: Values },
  changed: (people: PersonInput[]) => PersonInput[],
): Promise<void> {
  const { people } = await listPeople(ctx, libraryId);
  // nobody is asked anew who stays as they are
  const rows = people.map(({ agreedAt: _, ...person }): PersonInput => ({ ...person, agreed: false }));
  const version = versionIn(values);
  await saveChanged(rows, changed(rows), async (list) => savePeople(ctx, { libraryId, version }, list));
}

/** Adds the person of a form behind the others, or writes it over the one of its number. */
export async function putPerson(ctx: Ctx, libraryId: number, values: Values): Promise<string> {
  const { name = '', role = '', roleEn = '', about = '', aboutEn = '' } = values;
  const said = { name, role, roleEn, about, aboutEn, agreed: values.agreed === 'true' };
  const person = { id: idOrNull(values, 'id'), pictureId: idOrNull(values, 'pictureId'), ...said };
  await changePeople(ctx, { libraryId, values }, (people) => withRow(people, person));
  return m.site_saved();
}
export async function shiftPerson(ctx: Ctx, libraryId: number, values: Values): Promise<null> {
  const id = idIn(values);
  await changePeople(ctx, { libraryId, values }, (people) => movedRow(people, id, values.by));
  return null;
}
export async function dropPerson(ctx: Ctx, libraryId: number, values: Values): Promise<string> {
  const id = idIn(values);
  await changePeople(ctx, { libraryId, values }, (people) => withoutRow(people, id));
  return m.site_row_removed();
}

async function changeServices(
  ctx: Ctx,
  { libraryId, values }: { libraryId: number; values: Values },
  changed: (services: ServiceInput[]) => ServiceInput[],
): Promise<void> {
  const { services } = await listServices(ctx, libraryId);
  const version = versionIn(values);
  await saveChanged<ServiceInput>(services, changed(services), async (list) =>
    saveServices(ctx, { libraryId, version }, list),
  );
}

/** Adds the service of a form behind the others, or writes it over the one of its number. */
export async function putService(ctx: Ctx, libraryId: number, values: Values): Promise<string> {
  const { title = '', titleEn = '', about = '', aboutEn = '', atWords = '', atWordsEn = '', href = '' } = values;
  const service = { id: idOrNull(values, 'id'), title, titleEn, about, aboutEn, atWords, atWordsEn, href };
  await changeServices(ctx, { libraryId, values }, (services) => withRow(services, service));
  return m.site_saved();
}
export async function shiftService(ctx: Ctx, libraryId: number, values: Values): Promise<null> {
  const id = idIn(values);
  await changeServices(ctx, { libraryId, values }, (services) => movedRow(services, id, values.by));
  return null;
}
export async function dropService(ctx: Ctx, libraryId: number, values: Values): Promise<string> {
  const id = idIn(values);
  await changeServices(ctx, { libraryId, values }, (services) => withoutRow(services, id));
  return m.site_row_removed();
}
