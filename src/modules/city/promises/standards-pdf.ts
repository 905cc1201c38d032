import { getSetting, mainLibrary, networkZone, withLogo } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { formatDate, localDate } from '#shared/dates';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';
import type { Performance, Signature } from './client.ts';
import { COMPONENT_NAMES } from './component-words.ts';
import { promiseErrors } from './errors.ts';
import { COMPONENTS } from './rules/components.ts';
import { viewPromises } from './view-promises.ts';

/** The paper is one of an Indonesian office. */
const LOCALE = 'id';
/** So many papers one address is set in an hour. */
const PAPERS = { limit: 60, windowSeconds: 3600 };

const day = (date: string): string => formatDate(date, LOCALE);

function performanceLine({ standing, percent, target, counted, from, to, what }: Performance): string {
  if (standing === 'unmeasured') return m.promises_standing_unmeasured({}, { locale: LOCALE });
  if (percent === null || from === null || to === null) return m.promises_standing_few({}, { locale: LOCALE });
  const words = {
    percent: formatNumber(percent, LOCALE),
    target: String(target ?? 0),
    counted,
    from: day(from),
    to: day(to),
    what,
  };
  return m.promises_paper_measured(words, { locale: LOCALE });
}

const signOf = ({ signedBy, signedOffice, signedPlace, signedOn }: Signature) => ({
  placeDate: [signedPlace, signedOn && day(signedOn)].filter(Boolean).join(', '),
  office: signedOffice,
  name: signedBy,
  details: '',
});

/**
 * The pledge and the standards of all services that are offered, each with its fourteen components and how it is kept, as they hold now: for
 * everybody. Throws `promises.standard_not_found` where nothing is published, `platform.too_many_requests`, `platform.pdf_unavailable`.
 */
export async function standardsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  ip: string,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  await countAttempt(ctx, `promise-paper:${networkOf(ip)}`, PAPERS);
  const { pledge, standards } = await viewPromises({ db: ctx.db, locale: LOCALE });
  if (!pledge && standards.length === 0) throw promiseErrors.standardNotFound();
  const [library, letterhead] = [await mainLibrary(ctx), await getSetting(ctx.db, 'letterhead')];
  const now = ctx.clock.now();
  const data = {
    head: {
      parent: letterhead.parent,
      office: letterhead.office || (library?.name ?? ''),
      address: letterhead.address || [library?.address, library?.city].filter(Boolean).join(', '),
    },
    pledge: pledge && { text: pledge.text, sign: signOf(pledge) },
    standards: standards.map(({ published, note, performance }) => ({
      name: published.name,
      promise: published.promise,
      edition: String(published.edition),
      note,
      performance: performanceLine(performance),
      parts: COMPONENTS.map((one) => ({
        name: COMPONENT_NAMES[one]({}, { locale: LOCALE }),
        lines: published.parts[one].split(/\r?\n/).filter((line) => line.trim() !== ''),
      })),
      signed: [
        published.signedBy,
        published.signedOffice,
        published.signedPlace,
        published.signedOn && day(published.signedOn),
      ]
        .filter(Boolean)
        .join(', '),
    })),
    printed: day(localDate(now, await networkZone(ctx.db))),
  };
  const body = await renderPdf(config, 'modules/city/promises/templates/standards.typ', await withLogo(ctx.db, data), {
    createdAt: now,
    locale: LOCALE,
  });
  return { fileName: 'standar-pelayanan.pdf', body };
}
