import { verifySecret } from '#modules/ground/identity';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { drawnQr } from '#platform/papers/drawings';
import { renderPdf } from '#platform/papers/pdf';
import { parseInput } from '#platform/requests/parse-input';
import { m } from '#i18n/messages';
import { selectPupils } from '../data/pupils.queries.ts';
import { classErrors } from '../errors.ts';
import { taughtClass } from '../held-class.ts';
import { cardsInput, type CardsInput } from '../schema-meetings.ts';

/** A picture as it is drawn on a card, and its word. */
export type DrawPicture = (picture: number) => { svg: string; word: string };

/**
 * Cards by which pupils come in, with the PINs that were told just now: only hashes of them are kept, so that whoever prints brings them. For the teachers
 * of the class. Throws `classes.not_found`, `not_yours`, `pupil_unknown`, `pin_old`, `platform.invalid_input`, `pdf_unavailable`.
 * @param about `origin` where the site is reached; `draw` the pictures
 */
export async function cardsPdf(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  { id, origin, draw, ...input }: CardsInput & { id: number; origin: string; draw: DrawPicture },
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const row = await taughtClass(ctx, id);
  const { pins } = parseInput(cardsInput, input);
  const pinOf = new Map(pins.map((one) => [one.id, one.pin]));
  const pupils = (await selectPupils(ctx.db, id)).filter((one) => pinOf.has(one.id));
  if (pupils.length < pinOf.size) throw classErrors.pupilUnknown();
  const hold = await Promise.all(pupils.map(async (one) => verifySecret(pinOf.get(one.id) ?? '', one.pinHash)));
  if (hold.includes(false)) throw classErrors.pinOld();
  const told = { locale: ctx.locale };
  const address = `${origin}/kelas/masuk?kode=${row.code}`;
  const data = {
    title: m.classes_cards_title({ name: row.name }, told),
    ...{ address, code: row.code, qr: drawnQr(address) },
    words: {
      code: m.classes_card_code({}, told),
      pin: m.classes_card_pin({}, told),
      how: m.classes_card_how({ address: `${origin}/kelas/masuk` }, told),
    },
    cards: pupils.map((one) => {
      const { svg, word } = draw(one.picture);
      return { name: one.name, picture: word, drawing: svg, pin: pinOf.get(one.id) ?? '' };
    }),
  };
  const body = await renderPdf(config, 'modules/learning/classes/templates/cards.typ', data, {
    createdAt: ctx.clock.now(),
    locale: ctx.locale,
  });
  return { fileName: `kartu-kelas-${row.code}.pdf`, body };
}
