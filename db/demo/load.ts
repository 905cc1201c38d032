/**
 * Loads the sample city through the doors of the modules, in one transaction: an interrupted load leaves nothing behind, and a
 * second one finds the city and does nothing.
 */
import { saveBulkLoan } from '../../src/modules/lending/bulk-loans/testing.ts';
import { saveBibBatch, saveAuthorityBatch, type BibDraft } from '../../src/modules/collection/catalog/index.ts';
import { readPolicyChanges } from '../../src/modules/lending/circulation/index.ts';
import { addPolicy, cutBroughtIn, saveLoanHistory } from '../../src/modules/lending/circulation/testing.ts';
import { hashSecret, listAccounts } from '../../src/modules/ground/identity/index.ts';
import { addAccount, readyAccount } from '../../src/modules/ground/identity/testing.ts';
import { insertLibrary, saveSettings } from '../../src/modules/ground/libraries/index.ts';
import { insertClosedDay, insertMobileStop, insertSpace } from '../../src/modules/ground/libraries/testing.ts';
import { blockMember, listCategories } from '../../src/modules/people/members/index.ts';
import { insertMember } from '../../src/modules/people/members/testing.ts';
import { saveVoices } from '../../src/modules/lending/reading/testing.ts';
import { addLockerRow } from '../../src/modules/premises/lockers/testing.ts';
import { saveVisitHistory } from '../../src/modules/premises/visits/testing.ts';
import { systemCtx, type Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { Services } from '../../src/platform/services.ts';
import { addDays, localDate } from '../../src/shared/dates.ts';
import type { MarcRecord } from '../../src/shared/marc/record.ts';
import { describeBib } from './describe-bib.ts';
import { loadSeats, readSeats } from './load-seats.ts';
import { loadAcquisition } from './load-acquisition.ts';
import { loadAfterWorkshop } from './load-after-workshop.ts';
import { loadAnswers } from './load-answers.ts';
import { loadCampaigns } from './load-campaigns.ts';
import { loadSite } from './load-site.ts';
import { loadCollections } from './load-collections.ts';
import { loadContributions } from './load-contributions.ts';
import { loadCourses } from './load-courses.ts';
import { loadStudyHours } from './load-study-hours.ts';
import { loadPromises } from './load-promises.ts';
import { loadPapers } from './load-papers.ts';
import { loadIdeas } from './load-ideas.ts';
import { loadPartnerPages } from './load-partner-pages.ts';
import { loadPartnerMails } from './load-partner-mails.ts';
import { loadPartners } from './load-partners.ts';
import { loadStakeholders } from './load-stakeholders.ts';
import { loadLetters } from './load-letters.ts';
import { loadSubscribers } from './load-subscribers.ts';
import { loadPosters } from './load-posters.ts';
import { loadPosts } from './load-posts.ts';
import { loadPrograms } from './load-programs.ts';
import { loadQuestionnaires } from './load-questionnaires.ts';
import { loadSatisfaction } from './load-satisfaction.ts';
import { loadDevice } from './load-device.ts';
import { loadEquipment, readEquipment } from './load-equipment.ts';
import { loadFigures } from './load-figures.ts';
import { controlNumber, enteredAt, libraryFields, linkTo, mobileStops, openingHours, pastLoan, pastVisit, plannedItemType } from './load-mapping.ts';
import { loadPile } from './load-pile.ts';
import { loadTies } from './load-ties.ts';
import { loadTrial } from './load-trial.ts';
import { loadWaiting } from './load-waiting.ts';
import { loadTickets } from './load-tickets.ts';
import { loadSelfService } from './load-self-service.ts';
import { loadVolunteers } from './load-volunteers.ts';
import { sampleLoanTerms } from './loan-terms.ts';
import { createCalendar, planClosedDays } from './plan-calendar.ts';
import { planBulkLoans } from './plan-bulk-loans.ts';
import { planCopies, type PlannedCopy } from './plan-copies.ts';
import { planEarlierLoans } from './plan-earlier-loans.ts';
import { planLoans, type PlannedLoan } from './plan-loans.ts';
import { planMembers } from './plan-members.ts';
import { planSuspensions } from './plan-suspensions.ts';
import { readCity, readRecords } from './read-city.ts';
import { BEFORE, LATELY, planVisits } from './plan-visits.ts';
import { planVoices } from './voices.ts';

const SEED = 'blitar';
const BIB_BATCH = 300;

type Say = (line: string) => void;
type Sample = ReturnType<typeof readCity>;
/** Ids by code. */
type Ids = Map<string, number>;

const idOf = (ids: ReadonlyMap<string, number>, key: string): number => {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the sample city names "${key}", which it does not have`);
  return id;
};

/** `loaded`: just now; `present`: by an earlier start; `in_use`: this network has accounts of its own and is left alone. */
export type DemoOutcome = 'loaded' | 'present' | 'in_use';

/**
 * Loads the city unless it is there. @param say told how far it is, a line at a time
 * @param secrets other ones than those that everybody knows: nobody signs in by them
 */
export async function loadDemo(
  services: Pick<Services, 'db' | 'clock' | 'storage'>,
  say: Say,
  secrets: { password?: string; pin?: string } = {},
): Promise<DemoOutcome> {
  const ctx = systemCtx(services.db, services.clock, 'kota contoh');
  const accounts = await listAccounts(ctx, { limit: 1 });
  const [first] = accounts;
  if (first) return first.isSample ? 'present' : 'in_use';
  const sample = readCity();
  const today = localDate(ctx.clock.now(), sample.city.network.timeZone);
  const calendar = createCalendar(planClosedDays(sample.city, today));
  // the slow hashes before the transaction
  const accountsReady = await Promise.all(
    sample.staff.staff.map(async (one) => readyAccount({ ...one, password: secrets.password ?? sample.staff.password, isSample: true })),
  );
  const pinHashes = await Promise.all(sample.members.members.map(async () => hashSecret(secrets.pin ?? sample.members.pin)));

  await ctx.db.transaction().execute(async (trx) => {
    say('  perpustakaan dan petugas / libraries and staff');
    const libraries = await loadLibraries(trx, ctx, sample, today);
    const accountIds: Ids = new Map();
    for (const [i, ready] of accountsReady.entries()) {
      const one = sample.staff.staff[i];
      if (!one) continue;
      const libraryId = one.library === null ? null : idOf(libraries.ids, one.library);
      const homeLibraryId = libraryId ?? idOf(libraries.ids, 'PUSAT');
      const grants = [{ role: one.role, libraryId }];
      const { id } = await addAccount(trx, ctx, { ...ready, homeLibraryId, grants });
      accountIds.set(one.username, id);
    }
    say('  tajuk kendali / authorities');
    const authorities = await loadAuthorities(trx, ctx);
    const bibs = await readRecords('bibs.mrc');
    const facts = bibs.map(describeBib);
    const copies = planCopies({ city: sample.city, bibs: facts, calendar, today, seed: SEED });
    say(`  ${bibs.length} judul, ${copies.length} eksemplar / titles and copies`);
    const zone = sample.city.network.timeZone;
    const items = await loadBibs(trx, ctx, { bibs, copies, authorities, libraries, zone });
    const members = planMembers(sample.members.members, today);
    const memberIds = await loadMembers(trx, ctx, members, pinHashes);
    const loans = planLoans({
      city: sample.city,
      bibs: facts,
      copies,
      members,
      calendar,
      termsOf: sampleLoanTerms(sample.city),
      now: ctx.clock.now().toISOString(),
      seed: SEED,
    });
    const earlier = planEarlierLoans({ city: sample.city, loans, copies, members, calendar, today, seed: SEED });
    say(`  ${members.length} anggota, ${earlier.length + loans.length} peminjaman / members and loans`);
    const pastLoans = (planned: readonly PlannedLoan[]) =>
      planned.map((loan) => {
        const item = items.get(loan.itemBarcode);
        if (!item) throw new Error(`the sample city lends "${loan.itemBarcode}", which it does not have`);
        return {
          ...item,
          ...pastLoan(loan, zone),
          memberId: idOf(memberIds, loan.memberNumber),
          libraryId: idOf(libraries.ids, loan.library),
        };
      });
    await saveLoanHistory(trx, ctx, pastLoans(earlier));
    // who read what years ago is not known any more, as the nightly job would have it
    await cutBroughtIn(trx, ctx, ctx.clock.now());
    await saveLoanHistory(trx, ctx, pastLoans(loans));
    await addLockerRow(trx, ctx, idOf(libraries.ids, readEquipment().library), { prefix: 'A', first: 1, last: 24 });
    await loadSeats(trx, ctx, { libraryId: idOf(libraries.ids, readSeats().library), today });
    await loadEquipment(trx, ctx, { libraryId: idOf(libraries.ids, readEquipment().library), today, zone });

    const onLoan = new Set(loans.filter(({ returnedAt }) => returnedAt === null).map(({ itemBarcode }) => itemBarcode));
    const shelved = copies.find(({ barcode }) => !onLoan.has(barcode));
    if (shelved) {
      const title = facts.find(({ controlNumber }) => controlNumber === shelved.bib)?.title ?? shelved.barcode;
      const by = sample.staff.staff[0]?.fullName ?? '';
      const libraryId = idOf(libraries.ids, 'KELILING');
      await loadDevice(trx, ctx, { libraryId, by, shelved: { barcode: shelved.barcode, title } });
    }
    // by whoever received them, where that is a unit of the network
    const boxes = new Map<string, number>();
    for (const planned of planBulkLoans(copies, loans)) {
      const { receiver, contactName, contactPhone, purpose, began, due, back, itemBarcodes, returnedBarcodes } = planned;
      const box = await saveBulkLoan(trx, ctx, {
        libraryId: idOf(libraries.ids, 'PUSAT'),
        receiverLibraryId: 'library' in receiver ? idOf(libraries.ids, receiver.library) : null,
        receiverMemberId: 'member' in receiver ? idOf(memberIds, receiver.member) : null,
        contactName,
        contactPhone,
        contactEmail: '',
        purpose,
        startsOn: addDays(today, began),
        dueOn: addDays(today, due),
        handedOverAt: daysFrom(ctx, began),
        itemBarcodes,
        returned: { itemBarcodes: returnedBarcodes, at: daysFrom(ctx, -back.ago) },
      });
      if ('library' in receiver) boxes.set(receiver.library, box);
    }
    const titles = new Map(facts.map((bib) => [bib.controlNumber, bib.title]));
    const bibOf = new Map(copies.map((copy) => [copy.barcode, copy.bib]));
    for (const { memberNumber, itemBarcode, until } of planSuspensions(loans, { city: sample.city, calendar, today })) {
      const memberId = idOf(memberIds, memberNumber);
      const reason = titles.get(bibOf.get(itemBarcode) ?? '') ?? itemBarcode;
      await blockMember(trx, ctx, { memberId, kind: 'suspension', reason, untilDate: until });
    }
    await loadSelfService(trx, ctx, {
      libraryId: idOf(libraries.ids, 'PUSAT'),
      readers: members.slice(20, 32).map(({ number }) => number),
      copies,
      loans,
    });
    await loadPile(trx, ctx, { libraryIdOf: (code) => idOf(libraries.ids, code), bibs, copies });
    await loadTrial(trx, ctx, (code) => idOf(libraries.ids, code));
    const bibIds: Ids = new Map();
    for (const { barcode, bib } of copies) bibIds.set(bib, items.get(barcode)?.bibId ?? idOf(bibIds, bib));
    const idsByTitle: Ids = new Map();
    for (const { controlNumber, title } of facts) if (bibIds.has(controlNumber)) idsByTitle.set(title, idOf(bibIds, controlNumber));
    await saveVoices(
      trx,
      ctx,
      planVoices(sample.voices, {
        bibs: facts.filter((bib) => bibIds.has(bib.controlNumber)),
        bibIdOf: (controlNumber) => idOf(bibIds, controlNumber),
        memberIdOf: (number) => idOf(memberIds, number),
      }),
    );
    await loadAcquisition(trx, ctx, {
      libraryIdOf: (code) => idOf(libraries.ids, code),
      memberIdOf: (number) => idOf(memberIds, number),
    });
    say('  kegiatan / programmes');
    await loadPrograms(trx, ctx, {
      libraryIdOf: (code) => idOf(libraries.ids, code),
      memberIdOf: (number) => idOf(memberIds, number),
      today,
      zone,
      bibs: facts.flatMap(({ controlNumber, title }) => {
        const bibId = bibIds.get(controlNumber);
        return bibId === undefined ? [] : [{ title, bibId }];
      }),
    });
    await loadPapers(trx, ctx);
    say('  kuesioner / questionnaires');
    await loadQuestionnaires(trx, ctx, (code) => idOf(libraries.ids, code));
    say('  kunjungan / visits');
    const visits = [BEFORE, LATELY].flatMap((days) =>
      planVisits({ city: sample.city, members, calendar, now: ctx.clock.now(), today, seed: SEED, days }),
    );
    await saveVisitHistory(
      trx,
      ctx,
      visits.map((visit) =>
        pastVisit(visit, {
          libraryId: idOf(libraries.ids, visit.library),
          memberId: visit.kind === 'member' ? idOf(memberIds, visit.member.number) : null,
          zone,
          now: ctx.clock.now(),
        }),
      ),
    );
    say('  ide dan rencana aksi / ideas and action plans');
    await loadIdeas(trx, ctx);
    say('  sertifikat dan edisi berikut / certificates and the next edition');
    await loadAfterWorkshop(trx, ctx, today);
    say('  pertanyaan dan pengaduan / questions and complaints');
    const sending = members.filter(({ category, status }) => category === 'umum' && status === 'active').slice(0, 8);
    await loadTickets(trx, ctx, {
      memberIds: sending.map(({ number }) => idOf(memberIds, number)),
      bibs: idsByTitle,
      loans: loans.map((loan) => ({ ...loan, memberId: idOf(memberIds, loan.memberNumber) })),
    });
    say('  kepuasan / satisfaction');
    await loadSatisfaction(trx, ctx, { today, zone, libraryIdOf: (code) => idOf(libraries.ids, code) });
    say('  angka nasional / national figures');
    await loadFigures(trx, ctx, { today, libraryIdOf: (code) => idOf(libraries.ids, code) });
    say('  tanya jawab dan janji layanan / answers and promises');
    await loadAnswers(trx, ctx, { today, bibs: idsByTitle });
    await loadSite(trx, ctx, { libraries: libraries.ids, bibs: idsByTitle });
    await loadPromises(trx, ctx, today);
    say('  mitra dan perjanjian / partners and agreements');
    const partnerIds = await loadPartners(trx, ctx, {
      ...{ today, keeperId: idOf(accountIds, 'humas') },
      libraryIdOf: (code) => idOf(libraries.ids, code),
    });
    await loadContributions(trx, ctx, { today, partnerIds, libraryIdOf: (code) => idOf(libraries.ids, code) });
    await loadStakeholders(trx, ctx, today);
    await loadPartnerPages(trx, ctx, { storage: services.storage, today });
    await loadPartnerMails(trx, ctx, today);
    say('  koleksi pilihan / curated collections');
    await loadCollections(trx, ctx, { libraryIdOf: (code) => idOf(libraries.ids, code), bibs: idsByTitle });
    say('  kursus / courses');
    const courses = await loadCourses(trx, ctx, {
      storage: services.storage,
      memberId: idOf(memberIds, members.find(({ status }) => status === 'active')?.number ?? ''),
      ...{ today, boxes, accounts: accountIds, libraryIdOf: (code) => idOf(libraries.ids, code) },
    });
    await loadStudyHours(trx, ctx, {
      ...{ courses, accounts: accountIds, libraryId: idOf(libraries.ids, 'PUSAT'), today },
      names: new Map(sample.staff.staff.map(({ username, fullName }) => [username, fullName])),
    });
    say('  relawan / volunteers');
    await loadVolunteers(trx, ctx, idOf(libraries.ids, 'PUSAT'));
    await loadTies(trx, ctx, today);
    say('  pelanggan surat kabar / subscribers to letters');
    await loadSubscribers(trx, ctx, {
      members: members.map(({ number, birthDate }) => ({ id: idOf(memberIds, number), birthDate })),
      libraryIds: [...libraries.ids.values()],
      ...{ today, by: sample.staff.staff.find(({ username }) => username === 'humas')?.fullName ?? '' },
    });
    say('  poster, kartu, kampanye / posters, cards, campaigns');
    say('  surat kabar setahun / a year of letters');
    await loadLetters(trx, ctx, {
      ...{ today, zone },
      writtenBy: sample.staff.staff.find(({ username }) => username === 'humas')?.fullName ?? '',
      approvedBy: sample.staff.staff.find(({ username }) => username === 'kepala')?.fullName ?? '',
    });
    say('  poster dan kartu / posters and cards');
    await loadPosters(trx, ctx, { libraryIdOf: (code) => idOf(libraries.ids, code), courses });
    const nameOf = (username: string): string => sample.staff.staff.find((one) => one.username === username)?.fullName ?? '';
    await loadCampaigns(trx, ctx, {
      ...{ today, bibs: idsByTitle, planner: nameOf('humas'), head: nameOf('kepala') },
      libraryIdOf: (code) => idOf(libraries.ids, code),
    });
    say('  pos ke saluran / posts to channels');
    await loadPosts(trx, ctx, {
      ...{ libraryId: idOf(libraries.ids, 'PUSAT'), today, writer: nameOf('humas'), head: nameOf('kepala') },
    });
    say('  yang menunggu pagi ini / what waits this morning');
    const copiesOf = Map.groupBy(copies, ({ bib }) => bib);
    await loadWaiting(trx, ctx, {
      libraryId: idOf(libraries.ids, 'PUSAT'),
      // the last ones: what is shown of the city elsewhere stays as it is
      shelved: copies
        .filter(({ library, barcode, itemType }) => library === 'PUSAT' && itemType === 'loanable' && !onLoan.has(barcode))
        // of which there is no other, so that it is this one that is fetched
        .filter(({ bib }) => copiesOf.get(bib)?.length === 1)
        .toReversed()
        .map(({ bib, barcode }) => ({ bibId: idOf(bibIds, bib), barcode })),
      members: members
        .filter(({ category, status }) => category === 'umum' && status === 'active')
        .toReversed()
        .map(({ number }) => ({ number, id: idOf(memberIds, number) })),
    });
  });
  return 'loaded';
}

const daysFrom = ({ clock }: Ctx, days: number): Date => new Date(clock.now().getTime() + days * 86_400_000);

interface LoadedLibraries {
  ids: Ids;
  /** `<library code> <space code>` → id. */
  spaces: Ids;
}

async function loadLibraries(trx: Tx, ctx: Ctx, { city }: Sample, today: string): Promise<LoadedLibraries> {
  await saveSettings(trx, ctx, {
    networkName: city.network.name,
    accessionPattern: '{seq:5}/{source}/{code}/{YYYY}',
    // this network has been open for years
    firstSteps: { later: [], hidden: true },
  });
  const ids: Ids = new Map();
  const spaces: Ids = new Map();
  for (const library of city.libraries) {
    const { id } = await insertLibrary(trx, ctx, {
      ...libraryFields(library, city.network),
      openingHours: openingHours(library),
    });
    ids.set(library.code, id);
    for (const stop of mobileStops(library, today)) await insertMobileStop(trx, ctx, id, stop);
    const rooms = library.type === 'pusat' ? city.spaces.pusat : city.spaces.lainnya;
    for (const [sortOrder, { code, name, ddcFrom, ddcTo }] of rooms.entries()) {
      const space = await insertSpace(trx, ctx, id, { kind: 'rak', code, name, ddcFrom, ddcTo, sortOrder });
      spaces.set(`${library.code} ${code}`, space.id);
    }
  }
  for (const day of planClosedDays(city, today)) {
    const libraryId = day.library === null ? null : idOf(ids, day.library);
    const { date, type, name: reason, source } = day;
    await insertClosedDay(trx, ctx, { libraryId, dateFrom: date, dateTo: date, type, reason, source });
  }
  const categories = new Map((await listCategories({ db: trx })).map(({ code, id }) => [code, id]));
  for (const { category, itemType, values } of city.loanRules) {
    const categoryId = category === null ? null : idOf(categories, category);
    await addPolicy(trx, ctx, { libraryId: null, categoryId, itemType, ...readPolicyChanges(values) });
  }
  for (const rule of city.loanOverrides) {
    await addPolicy(trx, ctx, {
      libraryId: idOf(ids, rule.library),
      categoryId: rule.category === null ? null : idOf(categories, rule.category),
      itemType: null,
      loanLength: rule.loanDays,
    });
  }
  return { ids, spaces };
}

/** @returns control number (001) of each authority → id */
async function loadAuthorities(trx: Tx, ctx: Ctx): Promise<Ids> {
  const records = await readRecords('authorities.mrc');
  const saved = await saveAuthorityBatch(trx, ctx, records);
  const ids: Ids = new Map();
  records.forEach((record, i) => {
    const id = saved[i]?.id;
    if (id) ids.set(controlNumber(record), id);
  });
  return ids;
}

interface BibsToLoad {
  bibs: readonly MarcRecord[];
  copies: readonly PlannedCopy[];
  authorities: Ids;
  libraries: LoadedLibraries;
  zone: string;
}

/** @returns barcode → the copy and its record */
async function loadBibs(
  trx: Tx,
  ctx: Ctx,
  { bibs, copies, authorities, libraries, zone }: BibsToLoad,
): Promise<Map<string, { itemId: number; bibId: number }>> {
  const copiesOf = Map.groupBy(copies, (copy) => copy.bib);
  const items = new Map<string, { itemId: number; bibId: number }>();
  for (let at = 0; at < bibs.length; at += BIB_BATCH) {
    const batch = bibs.slice(at, at + BIB_BATCH).map((record) => ({
      marc: linkTo(record, authorities),
      copies: copiesOf.get(controlNumber(record)) ?? [],
    }));
    const drafts = batch.map(
      (one): BibDraft => ({
        mode: 'create',
        marc: one.marc,
        enteredAt: enteredAt(one.copies, zone, ctx.clock.now()),
        items: one.copies.map((copy) => ({
          libraryId: idOf(libraries.ids, copy.library),
          spaceId: idOf(libraries.spaces, `${copy.library} ${copy.space}`),
          itemType: plannedItemType(copy),
          barcode: copy.barcode,
          accessionNumber: copy.accessionNumber,
          status: copy.status,
          withdrawnReason: copy.status === 'withdrawn' ? 'Rusak berat, disiangi' : null,
          source: copy.source,
          price: copy.price,
          supplier: copy.supplier,
          acquiredOn: copy.acquiredOn,
        })),
      }),
    );
    const saved = await saveBibBatch(trx, ctx, drafts);
    saved.forEach((result, i) => {
      if (result.itemProblems.length > 0) throw new Error(`a copy was refused: ${result.itemProblems[0]?.code}`);
      batch[i]?.copies.forEach((copy, n) => {
        const itemId = result.itemIds[n];
        if (itemId !== undefined) items.set(copy.barcode, { itemId, bibId: result.bibId });
      });
    });
  }
  return items;
}

async function loadMembers(
  trx: Tx,
  ctx: Ctx,
  members: ReturnType<typeof planMembers>,
  pinHashes: readonly string[],
): Promise<Ids> {
  const ids: Ids = new Map();
  for (const [i, member] of members.entries()) {
    const { street, ...place } = member.address;
    const saved = await insertMember(
      trx,
      ctx,
      {
        number: member.number,
        fullName: member.fullName,
        birthDate: member.birthDate,
        sex: member.gender,
        category: member.category,
        homeLibrary: member.homeLibrary ?? 'PUSAT',
        address: street,
        ...place,
        phone: member.phone,
        email: member.email,
        institution: member.school,
        className: member.schoolClass,
        guardianName: member.guardian?.fullName,
        guardianRelation: member.guardian?.relation,
        guardianConsent: true,
        contacts: member.contact ? [member.contact] : [],
        joinedOn: member.joinedOn,
        expiresOn: member.validUntil,
        allowDuplicate: true,
      },
      { isSample: true, pinHash: pinHashes[i] },
    );
    ids.set(member.number, saved.id);
    if (member.status === 'blocked') {
      await blockMember(trx, ctx, { memberId: saved.id, kind: 'manual', reason: member.blockReason, untilDate: null });
    }
  }
  return ids;
}
