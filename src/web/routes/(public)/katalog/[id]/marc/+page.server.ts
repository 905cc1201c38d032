import { getBib } from '#modules/collection/catalog';
import type { PageAccess } from '#platform/rights/access';
import { isControlField } from '#shared/marc/record';
import { idOf } from '#web/kit/form/id-param.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** A blank indicator is shown, so that it can be told from none. */
const shown = (indicator: string): string => (indicator === ' ' ? '#' : indicator);

export const load: PageServerLoad = async ({ locals: { ctx }, params }) => {
  const bib = await getBib(ctx, idOf(params.id));
  return {
    id: bib.id,
    title: bib.derived.title,
    leader: bib.marc.leader,
    fields: bib.marc.fields.map((field) =>
      isControlField(field)
        ? { tag: field.tag, indicators: '', value: field.value, subfields: [] }
        : {
            tag: field.tag,
            indicators: shown(field.ind1) + shown(field.ind2),
            value: null,
            subfields: field.subfields,
          },
    ),
  };
};
