import { redirect } from '@sveltejs/kit';
import { checkIn } from '#modules/lending/circulation';
import { barcodeOfLink } from '#modules/stock/links';
import { listBox, markMissingFromBox, selfServiceRuleOf } from '#modules/lending/self-service';
import type { PageAccess } from '#platform/access';
import { formatInstant } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findDesk } from '#web/features/circulation/desk/desk-library.server.ts';
import { wordsOf } from '#web/features/circulation/desk/desk-parts.server.ts';
import { setFlash } from '#web/kit/parts/flash.server.ts';
import { formValues, refuseForm } from '#web/kit/form/form-refusal.server.ts';
import { idIn } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access: PageAccess = { may: 'loans.check_in' };

const PATH = '/staf/pinjam-mandiri/kotak';
const deskOf = async ({ locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>) =>
  findDesk(locals.ctx, cookies, ['loans.check_in']);

export const load: PageServerLoad = async (event) => {
  const { ctx, library } = await deskOf(event);
  const [drops, rule] = await Promise.all([listBox(ctx, library.id), selfServiceRuleOf(ctx.db, library.id)]);
  return {
    library: library.name,
    offered: rule.returnBox,
    drops: drops.map(({ id, title, itemBarcode, droppedAt }) => ({
      id,
      title,
      itemBarcode,
      at: formatInstant(droppedAt, library.timeZone, ctx.locale),
    })),
  };
};

export const actions: Actions = {
  take: async (event) => {
    const { ctx, library } = await deskOf(event);
    const { itemBarcode: read = '' } = formValues(await event.request.formData());
    try {
      const itemBarcode = (await barcodeOfLink(ctx, read)) ?? read.trim();
      const { loan, notices } = await checkIn(ctx, { itemBarcode, libraryId: library.id });
      const said = wordsOf(notices, ctx).join(' ');
      setFlash(event.cookies, 'ok', `${m.self_box_taken({ title: loan.title })} ${said}`.trim());
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    return redirect(303, localizeHref(PATH));
  },
  missing: async (event) => {
    const { ctx } = await deskOf(event);
    const values = formValues(await event.request.formData());
    try {
      await markMissingFromBox(ctx, idIn(values));
    } catch (error) {
      return refuseForm(error, ctx, {});
    }
    setFlash(event.cookies, 'ok', m.self_box_told());
    return redirect(303, localizeHref(PATH));
  },
};
