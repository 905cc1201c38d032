import { listAnswers } from '#modules/city/answers';
import { excerptOf } from '#modules/city/answers/client';
import { sendTicket, ticketForm } from '#modules/city/service';
import { CONTACT_KINDS, PERSON_VIAS, TICKET_KINDS } from '#modules/city/service/client';
import { listLibraries, mainLibrary } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { aboutAsked, aboutSent } from '#web/features/service/help/about-asked.server.ts';
import { openingSaid } from '#web/features/service/help/opening-said.server.ts';
import { openCode } from '#web/features/service/help/ticket-code.server.ts';
import { kioskToken } from '#web/features/self-service/parts/kiosk-device.server.ts';
import { formAction, done } from '#web/kit/form/form-action.server.ts';
import { choiceIn, filesIn, idOrNull } from '#web/kit/form/read-fields.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

/** Questions that stand under the form. */
const OFTEN = 6;
const EXCERPT = 400;
/** Long enough to write a complaint standing. */
const AWAY_SECONDS = 600;
/** `?jenis=complaint` chooses the kind, `?tentang=bib-12` says what it is about, `?di=KOTA` where, `?lewat=qr` how somebody came here. */
export const load: PageServerLoad = async ({ locals: { ctx, services }, url, cookies, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  // somebody has gone away from the form: the tablet is a kiosk again
  if (kioskToken(cookies) !== null) {
    setHeaders({ refresh: `${AWAY_SECONDS}; url=${localizeHref('/kios')}` });
  }
  const asked = (name: string): string | null => url.searchParams.get(name);
  const [{ token, challenge }, libraries, often, about, main] = await Promise.all([
    ticketForm(ctx, services.secrets),
    listLibraries(ctx, { active: true }),
    listAnswers(ctx),
    aboutAsked(ctx, asked('tentang')),
    mainLibrary(ctx),
  ]);
  const member = ctx.actor.kind === 'member' ? ctx.actor.name : null;
  return {
    ...{ token, about, member },
    open: main ? await openingSaid(ctx, main) : null,
    challenge: JSON.stringify(challenge),
    kind: TICKET_KINDS.find((kind) => kind === asked('jenis')) ?? 'question',
    via: PERSON_VIAS.find((via) => via === asked('lewat')) ?? (member === null ? 'site' : 'account'),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    library: libraries.find(({ code }) => code.toLowerCase() === asked('di')?.toLowerCase())?.id ?? null,
    often: often
      .slice(0, OFTEN)
      .map(({ id, question, answer }) => ({ id, question, excerpt: excerptOf(answer, EXCERPT) })),
  };
};

export const actions: Actions = {
  default: formAction({ upload: 'files' }, async ({ ctx, services, event, values, data }) => {
    const { number, code } = await sendTicket(ctx, services, {
      token: values.token ?? '',
      proof: values.proof ?? '',
      ip: event.getClientAddress(),
      kind: choiceIn(values, 'kind', TICKET_KINDS),
      text: values.text ?? '',
      libraryId: idOrNull(values, 'libraryId'),
      about: aboutSent(values),
      contactKind: choiceIn(values, 'contactKind', CONTACT_KINDS),
      contact: values.contact ?? '',
      contactName: values.contactName ?? '',
      via: PERSON_VIAS.find((via) => via === values.via) ?? 'site',
      files: filesIn(data, 'files'),
    });
    const isKiosk = values.via === 'kiosk' || kioskToken(event.cookies) !== null;
    openCode(event, code, { isKiosk });
    return done(m.help_sent({ number }), isKiosk ? '/bantuan/ikuti?lewat=kiosk' : '/bantuan/ikuti');
  }),
};
