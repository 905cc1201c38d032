import { formatDate, formatInstant, formatMinute, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Language } from './client.ts';
import type { Values } from './rules/compose-message.ts';
import { invitationValues, speakerNewsValues } from './describe-speaker-notice.ts';
import type { NoticeContent, NoticeParams } from './schema.ts';

interface Place {
  timeZone: string;
  language: Language;
  /** Addresses of pages begin with it; without a slash at the end. */
  publicUrl: string;
}

/** Day loans end with the last second of a day: the time says nothing then. */
function inWords(iso: string, { timeZone, language }: Place): string {
  const instant = new Date(iso);
  return instant.getUTCSeconds() === 59
    ? formatDate(localDate(instant, timeZone), language, 'full')
    : formatInstant(instant, timeZone, language, 'full');
}

/** The values of a notice in words: one set for each thing it tells of. */
export function describeNotice({ topic, params }: NoticeContent, place: Place): Values[] {
  switch (topic) {
    case 'before_due':
    case 'due':
      return [{ judul: params.title, kode: params.barcode, jatuh_tempo: inWords(params.dueAt, place) }];
    case 'overdue_1':
    case 'overdue_2':
    case 'overdue_3':
      return [
        {
          judul: params.title,
          kode: params.barcode,
          jatuh_tempo: inWords(params.dueAt, place),
          hari_terlambat: String(params.lateDays),
        },
      ];
    case 'hold_waiting':
    case 'hold_expiring': {
      const until = params.until === null ? '–' : inWords(params.until, place);
      return [{ judul: params.title, tempat: whereToCollect(params, place), batas_ambil: until }];
    }
    case 'membership_expiring':
      return [{ berlaku_sampai: formatDate(params.expiresOn, place.language) }];
    case 'registration': {
      const until = params.expiresOn === null ? '–' : formatDate(params.expiresOn, place.language);
      return [{ nomor_baru: params.number, berlaku_sampai: until }];
    }
    case 'request_answered': {
      const { kind, fulfilled, outcome } = params;
      const options = { locale: place.language };
      const answer = fulfilled ? m.notice_request_done({}, options) : m.notice_request_refused({}, options);
      return [{ permintaan: requestName(kind, place.language), jawaban: answer, keterangan: outcome ?? '' }];
    }
    case 'suspended': {
      const until = params.untilDate === null ? '–' : formatDate(params.untilDate, place.language, 'full');
      return [{ jeda_sampai: until, alasan: params.reason }];
    }
    case 'password_cleared':
      return [{ waktu: inWords(params.at, place) }];
    case 'bulk_before_due':
    case 'bulk_due':
      return [bulkValues(params, place)];
    case 'bulk_overdue':
      return [{ ...bulkValues(params, place), hari_terlambat: String(params.lateDays), pengingat: String(params.nth) }];
    case 'receipt':
      return params.lines.map((line) => ({ rincian: receiptLine(line, place) }));
    case 'review':
      return [{ judul: params.title, alasan: params.reason }];
    case 'digital_ready':
      return [{ judul: params.title, batas_ambil: inWords(params.until, place) }];
    case 'suggestion': {
      const answer = suggestionAnswer(params.answer, place.language);
      return [{ judul: params.title, jawaban: answer, keterangan: params.reason ?? '' }];
    }
    case 'program':
      return [
        {
          kegiatan: params.title,
          waktu: params.startsAt === null ? '–' : inWords(params.startsAt, place),
          tempat: params.place,
          kabar: programNews(params, place),
          keterangan: params.reason,
        },
      ];
    case 'program_reminder':
      return [{ kegiatan: params.title, waktu: inWords(params.startsAt, place), tempat: params.place }];
    case 'questionnaire':
      return params.forms.map(({ title, path, until }) => ({
        kuesioner: title,
        kegiatan: params.program,
        kabar: questionnaireNews(params.news, until, place),
        alamat: place.publicUrl + localizeHref(path, { locale: place.language }),
      }));
    case 'idea':
      return [{ ide: params.title, kabar: ideaNews(params, place.language), keterangan: params.reason }];
    case 'action_plan':
      return [{ rencana: params.title, kabar: planNews(params, place.language) }];
    case 'speaker_invitation':
      return [invitationValues(params, place)];
    case 'speaker_news':
      return [speakerNewsValues(params, place)];
    case 'generic':
      return [{ perihal: params.subject[place.language], pesan: params.text[place.language] }];
  }
}

/** The library; for a stop of it the stop, and when it comes there next. */
function whereToCollect({ place, stop, visit }: NoticeParams['hold_waiting'], { language }: Place): string {
  if (!stop) return place;
  const options = { locale: language };
  if (!visit) return m.notice_hold_stop({ place, stop }, options);
  const hours = `${formatMinute(visit.opensMinute, language)}–${formatMinute(visit.closesMinute, language)}`;
  return m.notice_hold_visit({ place, stop, date: formatDate(visit.on, language, 'full'), hours }, options);
}

const bulkValues = ({ number, away, contact, dueOn }: NoticeParams['bulk_due'], { language }: Place): Values => ({
  nomor_paket: number,
  sisa: String(away),
  jatuh_tempo: formatDate(dueOn, language, 'full'),
  penanggung_jawab: contact,
});

function requestName(kind: NoticeParams['request_answered']['kind'], locale: Language): string {
  const names = {
    export: m.members_request_kind_export,
    correct: m.members_request_kind_correct,
    restrict: m.members_request_kind_restrict,
    withdraw: m.members_request_kind_withdraw,
    erase: m.members_request_kind_erase,
  };
  return names[kind]({}, { locale });
}

function suggestionAnswer(answer: NoticeParams['suggestion']['answer'], locale: Language): string {
  const answers = {
    buy: m.notice_suggestion_buy,
    declined: m.notice_suggestion_declined,
    owned: m.notice_suggestion_owned,
    later: m.notice_suggestion_later,
    arrived: m.notice_suggestion_arrived,
  };
  return answers[answer]({}, { locale });
}

function programNews({ news, until, position }: NoticeParams['program'], place: Place): string {
  const options = { locale: place.language };
  switch (news) {
    case 'requested':
      return m.notice_program_requested({}, options);
    case 'confirmed':
      return m.notice_program_confirmed({}, options);
    case 'waitlisted':
      return m.notice_program_waitlisted({ position: position ?? 1 }, options);
    case 'offered':
      return m.notice_program_offered({ until: until === null ? '–' : inWords(until, place) }, options);
    case 'expired':
      return m.notice_program_expired({}, options);
    case 'declined':
      return m.notice_program_declined({}, options);
    case 'cancelled':
      return m.notice_program_cancelled({}, options);
    case 'changed':
      return m.notice_program_changed({}, options);
    case 'program_cancelled':
      return m.notice_program_called_off({}, options);
  }
}

function questionnaireNews(news: NoticeParams['questionnaire']['news'], until: string | null, place: Place): string {
  const options = { locale: place.language };
  if (until === null) return m.notice_questionnaire_open({}, options);
  const said = { until: inWords(until, place) };
  return news === 'open'
    ? m.notice_questionnaire_open_until(said, options)
    : m.notice_questionnaire_closing(said, options);
}

function ideaNews({ news, activity, library }: NoticeParams['idea'], locale: Language): string {
  const words = {
    proposed: m.notice_idea_proposed,
    committed: m.notice_idea_committed,
    in_progress: m.notice_idea_in_progress,
    done: m.notice_idea_done,
    stopped: m.notice_idea_stopped,
    considering: m.notice_idea_considering,
    accepted: m.notice_idea_accepted,
    declined: m.notice_idea_declined,
  };
  return words[news]({ activity, library }, { locale });
}

function planNews({ news, what, on }: NoticeParams['action_plan'], locale: Language): string {
  const date = on === null ? '–' : formatDate(on, locale, 'full');
  switch (news) {
    case 'due':
      return m.notice_plan_due({ date }, { locale });
    case 'milestone':
      return m.notice_plan_milestone({ what, date }, { locale });
    case 'follow_up_30':
      return m.notice_plan_follow_up({ days: 30 }, { locale });
    case 'follow_up_90':
      return m.notice_plan_follow_up({ days: 90 }, { locale });
    case 'changed':
      return m.notice_plan_changed({ what }, { locale });
  }
}

function receiptLine({ kind, title, barcode, dueAt }: NoticeParams['receipt']['lines'][number], place: Place): string {
  const about = { title, barcode, due: dueAt === null ? '–' : inWords(dueAt, place) };
  const options = { locale: place.language };
  switch (kind) {
    case 'loan':
      return m.notice_receipt_loan(about, options);
    case 'renewal':
      return m.notice_receipt_renewal(about, options);
    case 'return':
      return m.notice_receipt_return(about, options);
    case 'payment':
      return m.notice_receipt_payment({ what: title }, options);
  }
}
