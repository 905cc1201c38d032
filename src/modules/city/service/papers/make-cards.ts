import { listLibraries } from '#modules/ground/libraries';
import type { Answer, Heavy, HeavyFile } from '#platform/background/heavy';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf } from '#platform/papers/pdf';
import { authorizeAnywhere, seenLibraries } from '#platform/rights/authorize';
import { m } from '#i18n/messages';

export const TICKET_CARDS = 'service.cards';

/** Where somebody begins who scans the code of a place, or stands at its kiosk. @param code of the library */
export const writeAddress = (site: string, code: string, via: 'qr' | 'kiosk'): string =>
  `${site}/bantuan?lewat=${via}&di=${encodeURIComponent(code)}`;

/** Open libraries at which the actor may answer. Throws `platform.forbidden`. */
export async function answeredLibraries(ctx: Ctx): Promise<{ id: number; code: string; name: string }[]> {
  const seen = seenLibraries(ctx, 'enquiries.answer', undefined);
  return (await listLibraries(ctx, { active: true })).filter(({ id }) => seen === null || seen.includes(id));
}

/** Has the worker set a card for each place at which the actor may answer. Needs `enquiries.answer`. Throws `platform.forbidden`. */
export async function askCards(ctx: Ctx, heavy: Heavy): Promise<Answer> {
  authorizeAnywhere(ctx, 'enquiries.answer');
  return heavy.ask(ctx, { kind: TICKET_CARDS, input: {} });
}

/** The other end of {@link askCards}, in the worker: one A5 page for each place, in the language of who asks. */
export async function makeCards(ctx: Ctx, config: Pick<Config, 'root' | 'publicUrl'>): Promise<HeavyFile> {
  const told = { locale: ctx.locale };
  const title = m.service_card_title({}, told);
  const cards = (await answeredLibraries(ctx)).map(({ code, name }) => ({
    ...{ library: name, title, lead: m.service_card_lead({}, told), foot: [m.service_card_note({}, told)] },
    address: `${config.publicUrl}/bantuan?di=${encodeURIComponent(code)}`,
    qr: drawnQr(writeAddress(config.publicUrl, code, 'qr')),
  }));
  const made = { createdAt: ctx.clock.now(), locale: ctx.locale };
  const body = await renderPdf(config, 'modules/city/service/templates/card.typ', { title, cards }, made);
  return { fileName: 'kartu-masukan.pdf', mediaType: 'application/pdf', body };
}
