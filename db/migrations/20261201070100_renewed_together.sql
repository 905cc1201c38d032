-- Module circulation: renewals that one act made for all loans of a member, so that they can be taken back together; null = one by itself.
alter table loan_renewal add column together uuid;
create index loan_renewal_together on loan_renewal (together) where together is not null;
