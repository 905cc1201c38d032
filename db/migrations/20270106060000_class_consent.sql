-- Consent that a parent took back: it is not given again together with that of a whole class.
alter table class_pupil add column consent_withdrawn_at timestamptz;
alter table class_pupil add constraint class_pupil_consent_withdrawn_check check (consent_at is null or consent_withdrawn_at is null);
