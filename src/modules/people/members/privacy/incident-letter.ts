import { getSettings, letterheadLogo, networkZone } from '#modules/ground/libraries';
import type { Config } from '#platform/config';
import type { Ctx } from '#platform/context';
import { renderPdf } from '#platform/papers/pdf';
import { formatDate, formatInstant, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { selectAffected } from '../data/incidents.queries.ts';
import { getIncident } from './data-incidents.ts';
import { incidentDataInWords } from './incident-words.ts';
import type { IncidentAddressee } from '../rules/incident.ts';

/**
 * The written notice with the three contents that art. 46 (2) asks for: which data, when and how, what was done. To the agency one letter; to
 * those affected one each, or one without a name where nobody is known by name. Permission `members.privacy` at the incident's library.
 */
export async function incidentLetter(
  ctx: Ctx,
  config: Pick<Config, 'root'>,
  id: number,
  to: Exclude<IncidentAddressee, 'public'>,
): Promise<{ fileName: string; body: Uint8Array<ArrayBuffer> }> {
  const incident = await getIncident(ctx, id);
  const { networkName, letterhead } = await getSettings(ctx.db);
  const people = to === 'subjects' ? await selectAffected(ctx.db, id) : [];
  const zone = await networkZone(ctx.db);
  const when = (at: Date): string => formatInstant(at, zone, 'id');
  const now = ctx.clock.now();
  const addressees =
    to === 'agency'
      ? [{ lines: [m.privacy_incident_agency({}, { locale: 'id' })] }]
      : people.map(({ fullName, guardianName, address, kelurahan, city }) => ({
          lines: [
            guardianName === null ? fullName : `${guardianName} (wali ${fullName})`,
            address,
            kelurahan,
            city,
          ].filter((line) => line !== null && line !== ''),
        }));
  const body = await renderPdf(
    config,
    'modules/people/members/templates/incident.typ',
    {
      logo: await letterheadLogo(ctx.db),
      head: { parent: letterhead.parent, office: letterhead.office || networkName, address: letterhead.address },
      to,
      addressees: addressees.length > 0 ? addressees : [{ lines: [m.privacy_incident_everyone({}, { locale: 'id' })] }],
      number: incident.number,
      data: incident.dataKinds.map((kind) => incidentDataInWords(kind, 'id')),
      happened: incident.happenedAt && when(incident.happenedAt),
      found: when(incident.foundAt),
      how: incident.how,
      measures: incident.measures,
      people: incident.people,
      sign: {
        placeDate: [letterhead.place, formatDate(localDate(now, zone), 'id')].filter((part) => part !== '').join(', '),
        office: letterhead.signOffice,
        name: letterhead.signName,
        details: letterhead.signDetails,
      },
    },
    { createdAt: now, locale: 'id' },
  );
  return { fileName: `${incident.number}-${to === 'agency' ? 'lembaga' : 'anggota'}.pdf`, body };
}
