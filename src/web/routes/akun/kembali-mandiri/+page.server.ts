import { viewAccount } from '#modules/lending/circulation';
import { barcodeOfLink } from '#modules/stock/links';
import { dropInBox, librariesWithBox, ownDrops } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/rights/access';
import { platformErrors } from '#platform/errors';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { evidenceOf, whereReaderIs, presenceAction } from '#web/features/self-service/evidence.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = 'member';

/** The box that the reader stands at: one of the library where they are, or any that needs no proof. */
async function boxOf(event: RequestEvent, chosen: string | null) {
  const boxes = await librariesWithBox(event.locals.ctx);
  const { here, present } = await whereReaderIs(
    event,
    chosen,
    boxes.map(({ library }) => library),
  );
  const open = boxes.filter(({ dropPresence }) => !dropPresence).map(({ library }) => library);
  const box = here ?? open.find(({ code }) => code === chosen) ?? (boxes.length === 1 ? open[0] : undefined) ?? null;
  return { boxes: boxes.map(({ library }) => library), box, present: [...new Set([...present, ...open])] };
}

/** `?perpustakaan=` the box, `?buku=` what was scanned: then the page asks once more. */
export const load: PageServerLoad = async (event) => {
  const { locals, url, setHeaders } = event;
  const { ctx } = locals;
  setHeaders({ 'cache-control': 'no-store' });
  if (ctx.actor.kind !== 'member') throw platformErrors.signInNeeded();
  const asked = url.searchParams.get('perpustakaan');
  const { boxes, box, present } = await boxOf(event, asked);
  const typed = url.searchParams.get('buku')?.trim().slice(0, 200) ?? '';
  const itemBarcode = typed && ((await barcodeOfLink(ctx, typed)) ?? typed).slice(0, 100);
  const [drops, account] = await Promise.all([ownDrops(ctx), viewAccount(ctx, ctx.actor.number)]);
  return {
    asked,
    typed: itemBarcode,
    title: account.loans.find((loan) => loan.itemBarcode === itemBarcode)?.title ?? null,
    box: box && { code: box.code, name: box.name },
    present: present.map(({ code, name }) => ({ code, name })),
    libraries: boxes.map(({ code, name }) => ({ value: code, label: name })),
    loans: account.loans
      .filter(({ itemBarcode: barcode }) => !drops.some((drop) => drop.itemBarcode === barcode))
      .map(({ id, title, itemBarcode: barcode }) => ({ id, title, itemBarcode: barcode })),
    drops: drops.map(({ id, title, itemBarcode: barcode, library, droppedAt }) => ({
      id,
      title,
      itemBarcode: barcode,
      library: library.name,
      at: formatInstant(droppedAt, library.timeZone, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  present: presenceAction,
  drop: formAction(async ({ event, ctx, services, values: { library = '', itemBarcode = '' } }) => {
    const { box } = await boxOf(event, library);
    const evidence = evidenceOf(event);
    const { title } = await dropInBox(ctx, services.secrets, { libraryId: box?.id ?? 0, itemBarcode, evidence });
    return done(m.self_box_done({ title }), `?perpustakaan=${encodeURIComponent(library)}`);
  }),
};
