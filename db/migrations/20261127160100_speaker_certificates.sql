-- Module certificates: also for who spoke, led or moderated.
alter table certificate
  -- null once the speaker was taken out of the programme; the document itself stays
  add column speaker_id bigint references program_speaker on delete set null,
  add check (enrolment_id is null or speaker_id is null);
-- one that holds per speaker
create unique index certificate_holds_speaker on certificate (speaker_id) where revoked_at is null;
-- as what somebody took part is said on every certificate
update certificate set content = content || '{"role": "participant"}'::jsonb;
