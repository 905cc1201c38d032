-- Module circulation: acts that a phone sends again when it did not hear the answer.
alter table loan_renewal add column request_key text unique check (length(request_key) between 8 and 100);
alter table hold add column request_key text unique check (length(request_key) between 8 and 100);
